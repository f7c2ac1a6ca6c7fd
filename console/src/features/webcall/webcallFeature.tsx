// The public page from which a customer calls the centre.
import { type Feature, lazyPage } from '@/frame/feature';

export const webcallFeature: Feature = {
  id: 'webcall',
  menu: [],
  routes: [],
  publicRoutes: [{ path: '/call/:tenant/:number', lazy: lazyPage(() => import('./WebCallPage')) }],
};
