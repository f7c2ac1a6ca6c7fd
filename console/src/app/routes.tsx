// The pages of the console: public ones, bare ones, and those inside the frame.
import { createBrowserRouter, type RouteObject } from 'react-router';
import type { Feature } from '@/frame/feature';
import { lazyPage } from '@/frame/feature';
import { NotFoundPage } from './CrashPage';
import { FEATURES } from './features';
import { Gate } from './Gate';
import { HomeRedirect } from './HomeRedirect';
import { Loading } from './Loading';
import { RouteError } from './RouteError';
import { Shell } from './Shell';

const all = (pick: (feature: Feature) => RouteObject[] | undefined) =>
  FEATURES.flatMap((feature) => pick(feature) ?? []);

export function createRouter() {
  const errorElement = <RouteError />;
  const HydrateFallback = Loading;
  return createBrowserRouter([
    { path: '/login', lazy: lazyPage(() => import('./LoginPage')), errorElement, HydrateFallback },
    ...all((feature) => feature.publicRoutes).map((route) => ({
      errorElement,
      HydrateFallback,
      ...route,
    })),
    {
      element: <Gate />,
      errorElement,
      HydrateFallback,
      children: [
        ...all((feature) => feature.bareRoutes),
        {
          element: <Shell />,
          children: [
            { index: true, element: <HomeRedirect /> },
            ...all((feature) => feature.routes).map((route) => ({ errorElement, ...route })),
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ] as RouteObject[]);
}
