// What a centre sets for its recordings.
import type { KindForm } from './fields';

const SLUG = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const DIRECTIONS = ['in', 'out', 'internal'];

export const RECORDING_FORMS: KindForm[] = [
  {
    kind: 'recording',
    id: /^rules$/,
    columns: ['announcement', 'decline_key', 'pause_limit_ms'],
    initial: { announcement: null, decline_key: '', pause_limit_ms: 300_000 },
    fields: [
      { name: 'announcement', type: 'said' },
      { name: 'decline_key', type: 'text', pattern: /^[0-9*#]?$/, most: 1 },
      { name: 'pause_limit_ms', type: 'seconds', least: 10, most: 3600 },
    ],
  },
  {
    kind: 'recording_rules',
    id: SLUG,
    columns: ['name', 'place', 'queues', 'directions', 'percent', 'screen_percent'],
    initial: { place: 100, queues: [], directions: [], percent: 100, screen_percent: 0 },
    fields: [
      { name: 'name', type: 'text', required: true, most: 200 },
      { name: 'place', type: 'whole', least: 1, most: 10_000 },
      { name: 'queues', type: 'several', of: 'queues' },
      { name: 'directions', type: 'choices', options: DIRECTIONS },
      { name: 'percent', type: 'whole', least: 0, most: 100 },
      { name: 'screen_percent', type: 'whole', least: 0, most: 100 },
    ],
  },
  {
    kind: 'retention_rules',
    id: SLUG,
    columns: ['name', 'place', 'queues', 'directions', 'kinds', 'days'],
    initial: { place: 100, queues: [], directions: [], kinds: [], days: null },
    fields: [
      { name: 'name', type: 'text', required: true, most: 200 },
      { name: 'place', type: 'whole', least: 1, most: 10_000 },
      { name: 'queues', type: 'several', of: 'queues' },
      { name: 'directions', type: 'choices', options: DIRECTIONS },
      { name: 'kinds', type: 'choices', options: ['call', 'voicemail', 'screen'] },
      { name: 'days', type: 'whole', least: 1, most: 36_500, optional: true },
    ],
  },
];
