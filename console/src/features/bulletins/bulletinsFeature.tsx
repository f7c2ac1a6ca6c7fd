// Bulletins: what the lead has told agents, and who has read it.
import { NotificationOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const bulletinsFeature: Feature = {
  id: 'bulletins',
  menu: [
    {
      path: '/bulletins',
      label: 'bulletins:menu',
      icon: <NotificationOutlined />,
      permissions: ['bulletins.write'],
      shortcut: 'g m',
      order: 37,
    },
  ],
  routes: [{ path: '/bulletins', lazy: lazyPage(() => import('./BulletinsPage')) }],
};
