// The indicators.
import { BarChartOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const numbersFeature: Feature = {
  id: 'numbers',
  menu: [
    {
      path: '/numbers',
      label: 'numbers:menu',
      icon: <BarChartOutlined />,
      permissions: ['indicators.view'],
      shortcut: 'g n',
      order: 60,
    },
  ],
  routes: [{ path: '/numbers', lazy: lazyPage(() => import('./NumbersPage')) }],
};
