// The form of a report: which figures of whom, over which time, told to whom and when.
import { GRAINS } from '@/features/numbers/types';
import type { KindForm } from './fields';

const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const isIssued = ({ cadence }: Record<string, unknown>) => Boolean(cadence);

export const REPORT_FORM: KindForm = {
  kind: 'reports',
  id: /^[a-z0-9][a-z0-9_-]{0,39}$/,
  columns: ['name', 'period', 'cadence'],
  initial: {
    indicators: ['service_level', 'abandonment_rate', 'avg_handle_time'],
    grain: 'queue',
    only: [],
    period: 'yesterday',
    step: 'total',
    compare: true,
    details: false,
    charts: ['trend'],
    cadence: '',
    at: '07:00',
    formats: ['html'],
    language: 'en',
    emails: [],
    web_service: '',
  },
  fields: [
    { name: 'name', type: 'text', required: true, most: 200 },
    { name: 'indicators', type: 'indicators', required: true },
    {
      name: 'grain',
      type: 'choice',
      options: [...GRAINS],
    },
    {
      name: 'only',
      type: 'places',
      when: ({ grain }) => ['queue', 'team', 'agent'].includes(String(grain)),
    },
    {
      name: 'period',
      type: 'choice',
      options: [
        'today',
        'yesterday',
        'this_week',
        'last_week',
        'this_month',
        'last_month',
        'last_quarter',
        'last_year',
      ],
    },
    {
      name: 'step',
      type: 'choice',
      options: ['total', 'half_hour', 'hour', 'day', 'week', 'month'],
    },
    { name: 'compare', type: 'flag' },
    { name: 'details', type: 'flag' },
    { name: 'charts', type: 'choices', options: ['trend', 'reasons', 'week', 'waits'] },
    { name: 'language', type: 'choice', options: ['en', 'es', 'zh'] },
    { name: 'cadence', type: 'choice', options: ['', 'day', 'week', 'month'] },
    {
      name: 'at',
      type: 'text',
      required: true,
      pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
      when: isIssued,
    },
    { name: 'formats', type: 'choices', options: ['html', 'pdf', 'xlsx', 'csv'] },
    { name: 'emails', type: 'words', each: EMAIL },
    { name: 'web_service', type: 'one', of: 'web_services', optional: true },
  ],
};
