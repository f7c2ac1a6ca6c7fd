// Facts from outside, brought in from files.
import { ImportOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const importsFeature: Feature = {
  id: 'imports',
  menu: [
    {
      path: '/imports',
      label: 'imports:menu',
      icon: <ImportOutlined />,
      permissions: [
        'imports.costs',
        'imports.employment',
        'imports.attendance',
        'imports.schedules',
        'imports.evaluations',
        'imports.surveys',
        'imports.attempts',
        'imports.history',
      ],
      shortcut: 'g i',
      order: 65,
    },
  ],
  routes: [{ path: '/imports', lazy: lazyPage(() => import('./ImportsPage')) }],
};
