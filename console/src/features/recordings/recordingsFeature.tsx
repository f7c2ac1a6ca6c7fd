// Seeing to recordings: which are missing, which are held, which go next.
import { AudioOutlined } from '@ant-design/icons';
import { type Feature, lazyPage } from '@/frame/feature';

export const recordingsFeature: Feature = {
  id: 'recordings',
  menu: [
    {
      path: '/recordings',
      label: 'recordings:menu',
      icon: <AudioOutlined />,
      permissions: ['recordings.check', 'recordings.hold'],
      shortcut: 'g r',
      order: 32,
    },
  ],
  routes: [{ path: '/recordings', lazy: lazyPage(() => import('./RecordingsPage')) }],
};
