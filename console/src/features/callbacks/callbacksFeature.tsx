// Who waits to be called: callbacks that were asked for, and calls that were abandoned.
import { PhoneOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const callbacksFeature: Feature = {
  id: 'callbacks',
  menu: [
    {
      path: '/callbacks',
      label: 'callbacks:menu',
      icon: <PhoneOutlined />,
      permissions: ['callbacks.use'],
      shortcut: 'g b',
      order: 35,
    },
  ],
  routes: [{ path: '/callbacks', lazy: lazyPage(() => import('./CallbacksPage')) }],
};
