// The live floor and the wallboard.
import { DashboardOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const floorFeature: Feature = {
  id: 'floor',
  menu: [
    {
      path: '/floor',
      label: 'floor:menu',
      icon: <DashboardOutlined />,
      permissions: ['floor.view'],
      shortcut: 'g f',
      order: 20,
    },
  ],
  routes: [{ path: '/floor', lazy: lazyPage(() => import('./FloorPage')) }],
  bareRoutes: [{ path: '/wallboard', lazy: lazyPage(() => import('./WallboardPage')) }],
};
