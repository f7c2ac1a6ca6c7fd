// Alerts: what misses what is wanted, why, and what was done about it.
import { FileSearchOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const alertsFeature: Feature = {
  id: 'alerts',
  menu: [
    {
      path: '/alerts',
      label: 'alerts:menu',
      icon: <FileSearchOutlined />,
      permissions: ['indicators.view'],
      shortcut: 'g v',
      order: 62,
    },
  ],
  routes: [
    { path: '/alerts', lazy: lazyPage(() => import('./AlertsPage')) },
    { path: '/alerts/:id', lazy: lazyPage(() => import('./AlertPage')) },
  ],
};
