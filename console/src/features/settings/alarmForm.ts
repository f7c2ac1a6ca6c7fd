// The form of a rule of alarms.
import type { Field, KindForm } from './fields';

const SLUG = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const HOUR_S = 3600;
const RATES = ['service_level', 'abandonment'];
const OF_CENTRE = ['telephony', 'recordings_failed'];
const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

const is =
  (...figures: string[]) =>
  ({ figure }: Record<string, unknown>) =>
    figures.includes(String(figure));

const FIGURES: Field[] = [
  {
    name: 'figure',
    type: 'choice',
    required: true,
    options: [
      'waiting',
      'longest_wait',
      'service_level',
      'abandonment',
      'agents_ready',
      'agents_in_state',
      'telephony',
      'trunks_away',
      'recordings_failed',
    ],
  },
  {
    name: 'scope',
    type: 'choice',
    options: ['centre', 'queue', 'team', 'trunk'],
    when: (values) => !is(...OF_CENTRE)(values),
  },
  {
    name: 'queues',
    type: 'several',
    of: 'queues',
    when: (values) => values.scope === 'queue' && !is(...OF_CENTRE)(values),
  },
  {
    name: 'teams',
    type: 'several',
    of: 'teams',
    when: (values) => values.scope === 'team' && !is(...OF_CENTRE)(values),
  },
  {
    name: 'state',
    type: 'choice',
    options: ['not_ready', 'wrap_up', 'talking', 'holding', 'ready'],
    when: is('agents_in_state'),
  },
  {
    name: 'state_for_ms',
    type: 'seconds',
    least: 0,
    most: 24 * HOUR_S,
    when: is('agents_in_state'),
  },
  {
    name: 'window_ms',
    type: 'seconds',
    least: 60,
    most: 4 * HOUR_S,
    optional: true,
    empty: 'today',
    when: is(...RATES, 'recordings_failed'),
  },
  { name: 'contacts_min', type: 'whole', least: 1, most: 100_000, when: is(...RATES) },
];

const notTelephony = (values: Record<string, unknown>) => !is('telephony')(values);

export const ALARM_FORM: KindForm = {
  kind: 'alarms',
  id: SLUG,
  columns: ['name', 'is_on', 'figure', 'scope', 'limit', 'severity'],
  initial: {
    is_on: true,
    scope: 'centre',
    queues: [],
    teams: [],
    state: 'not_ready',
    state_for_ms: 1_800_000,
    window_ms: null,
    contacts_min: 10,
    limit: 0,
    end_limit: null,
    lasts_ms: 0,
    ends_after_ms: 30_000,
    calendar: '',
    severity: 'warning',
    sound: true,
    emails: [],
    web_service: '',
  },
  fields: [
    { name: 'name', type: 'text', required: true, most: 200 },
    { name: 'is_on', type: 'flag' },
    ...FIGURES,
    { name: 'limit', type: 'whole', least: 0, most: 1_000_000, when: notTelephony },
    {
      name: 'end_limit',
      type: 'whole',
      least: 0,
      most: 1_000_000,
      optional: true,
      empty: 'same_limit',
      when: notTelephony,
    },
    { name: 'lasts_ms', type: 'seconds', least: 0, most: HOUR_S },
    { name: 'ends_after_ms', type: 'seconds', least: 0, most: HOUR_S },
    { name: 'calendar', type: 'one', of: 'calendars', optional: true },
    { name: 'severity', type: 'choice', options: ['warning', 'critical'] },
    { name: 'sound', type: 'flag' },
    { name: 'emails', type: 'words', each: EMAIL },
    { name: 'web_service', type: 'one', of: 'web_services', optional: true },
  ],
};
