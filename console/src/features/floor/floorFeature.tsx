// The live floor and the wallboard.
import { DashboardOutlined, DesktopOutlined } from '@ant-design/icons';
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
    {
      path: '/wallboards',
      label: 'wallboards:menu',
      icon: <DesktopOutlined />,
      permissions: ['floor.view', 'wallboards.compose'],
      shortcut: 'g w',
      order: 28,
    },
  ],
  routes: [
    { path: '/floor', lazy: lazyPage(() => import('./FloorPage')) },
    { path: '/wallboards', lazy: lazyPage(() => import('./wallboard/WallboardsPage')) },
    { path: '/wallboards/:id', lazy: lazyPage(() => import('./wallboard/ComposePage')) },
  ],
  bareRoutes: [
    { path: '/wallboard', lazy: lazyPage(() => import('./WallboardPage')) },
    { path: '/wallboards/:id/show', lazy: lazyPage(() => import('./wallboard/ShowPage')) },
  ],
  publicRoutes: [{ path: '/screen', lazy: lazyPage(() => import('./wallboard/ScreenPage')) }],
};
