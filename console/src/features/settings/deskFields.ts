// What agents choose from and read at their desk, as settings.
import type { KindForm } from './fields';

const SLUG = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export const DESK_FORMS: KindForm[] = [
  {
    kind: 'reasons',
    id: SLUG,
    columns: ['name'],
    initial: {},
    fields: [{ name: 'name', type: 'names', required: true }],
  },
  {
    kind: 'wrap_up_codes',
    id: SLUG,
    columns: ['name', 'parent', 'queues'],
    initial: { parent: '', queues: [] },
    fields: [
      { name: 'name', type: 'names', required: true },
      { name: 'parent', type: 'one', of: 'wrap_up_codes', optional: true },
      { name: 'queues', type: 'several', of: 'queues' },
    ],
  },
  {
    kind: 'scripts',
    id: SLUG,
    columns: ['name', 'queues', 'language'],
    initial: { queues: [], language: '', steps: [{ title: '', text: '' }] },
    fields: [
      { name: 'name', type: 'text', required: true, most: 200 },
      { name: 'queues', type: 'several', of: 'queues' },
      { name: 'language', type: 'choice', options: ['', 'en', 'es', 'zh'] },
      { name: 'steps', type: 'script', required: true },
    ],
  },
];
