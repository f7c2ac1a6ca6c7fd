// Alarms: what is beyond its limit now, and what was.
import { BellOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const alarmsFeature: Feature = {
  id: 'alarms',
  menu: [
    {
      path: '/alarms',
      label: 'alarms:menu',
      icon: <BellOutlined />,
      permissions: ['floor.view'],
      shortcut: 'g a',
      order: 25,
    },
  ],
  routes: [{ path: '/alarms', lazy: lazyPage(() => import('./AlarmsPage')) }],
};
