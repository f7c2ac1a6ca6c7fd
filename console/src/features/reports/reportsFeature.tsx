// Reports.
import { FileTextOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const reportsFeature: Feature = {
  id: 'reports',
  menu: [
    {
      path: '/reports',
      label: 'reports:menu',
      icon: <FileTextOutlined />,
      permissions: ['indicators.view'],
      shortcut: 'g p',
      order: 62,
    },
  ],
  routes: [{ path: '/reports', lazy: lazyPage(() => import('./ReportsPage')) }],
};
