// The settings of the centre.
import { SettingOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const settingsFeature: Feature = {
  id: 'settings',
  menu: [
    {
      path: '/settings',
      label: 'settings:menu',
      icon: <SettingOutlined />,
      permissions: ['settings.view', 'users.manage', 'tokens.manage', 'audit.view'],
      shortcut: 'g s',
      order: 90,
    },
  ],
  routes: [
    { path: '/settings/flows/:flowId', lazy: lazyPage(() => import('./flows/FlowPage')) },
    { path: '/settings/*', lazy: lazyPage(() => import('./SettingsPage')) },
  ],
};
