// The agent's own page.
import { CustomerServiceOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const deskFeature: Feature = {
  id: 'desk',
  menu: [
    {
      path: '/desk',
      label: 'desk:menu',
      icon: <CustomerServiceOutlined />,
      permissions: ['desk.use'],
      shortcut: 'g d',
      order: 10,
    },
  ],
  routes: [{ path: '/desk', lazy: lazyPage(() => import('./DeskPage')) }],
};
