// Shift handover notes.
import { AuditOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const handoversFeature: Feature = {
  id: 'handovers',
  menu: [
    {
      path: '/handovers',
      label: 'handovers:menu',
      icon: <AuditOutlined />,
      permissions: ['floor.view'],
      shortcut: 'g h',
      order: 38,
    },
  ],
  routes: [{ path: '/handovers', lazy: lazyPage(() => import('./HandoversPage')) }],
};
