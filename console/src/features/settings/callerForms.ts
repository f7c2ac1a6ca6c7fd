// Lists of callers, and the rules over them.
import type { KindForm } from './fields';

const SLUG = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const NUMBER = /^\+?[0-9*#]{1,20}$/;
const PREFIX = /^\+?[0-9]{1,15}$/;
const LANGUAGES = ['en', 'es', 'zh'];

const goesOn = (values: Record<string, unknown>) => values.is_refused !== true;

export const CALLER_FORMS: KindForm[] = [
  {
    kind: 'caller_lists',
    id: SLUG,
    columns: ['name', 'kind', 'entries'],
    initial: { kind: 'other', entries: [] },
    fields: [
      { name: 'name', type: 'text', required: true, most: 200 },
      { name: 'kind', type: 'choice', options: ['vip', 'complaint', 'do_not_serve', 'other'] },
      { name: 'entries', type: 'callers' },
    ],
  },
  {
    kind: 'caller_rules',
    id: SLUG,
    columns: ['name', 'place', 'lists', 'is_refused', 'priority', 'queue', 'prefer'],
    initial: {
      place: 100,
      lists: [],
      prefixes: [],
      called: [],
      languages: [],
      queues: [],
      is_refused: false,
      message: null,
      priority: null,
      queue: '',
      prefer: '',
      agent: '',
      prefer_wait_ms: 20_000,
      language: '',
    },
    fields: [
      { name: 'name', type: 'text', required: true, most: 200 },
      { name: 'place', type: 'whole', least: 1, most: 10_000 },
      { name: 'lists', type: 'several', of: 'caller_lists' },
      { name: 'prefixes', type: 'words', each: PREFIX },
      { name: 'called', type: 'words', each: NUMBER },
      { name: 'languages', type: 'choices', options: LANGUAGES },
      { name: 'queues', type: 'several', of: 'queues' },
      { name: 'is_refused', type: 'flag' },
      { name: 'message', type: 'said', when: (values) => !goesOn(values) },
      {
        name: 'priority',
        type: 'whole',
        least: 0,
        most: 10,
        optional: true,
        empty: 'as_it_is',
        when: goesOn,
      },
      { name: 'queue', type: 'one', of: 'queues', optional: true, when: goesOn },
      {
        name: 'prefer',
        type: 'choice',
        options: ['', 'owner', 'last_agent', 'agent'],
        when: goesOn,
      },
      {
        name: 'agent',
        type: 'one',
        of: 'agents',
        required: true,
        when: (values) => goesOn(values) && values.prefer === 'agent',
      },
      {
        name: 'prefer_wait_ms',
        type: 'seconds',
        least: 0,
        most: 600,
        when: (values) => goesOn(values) && Boolean(values.prefer),
      },
      { name: 'language', type: 'choice', options: ['', ...LANGUAGES], when: goesOn },
    ],
  },
];
