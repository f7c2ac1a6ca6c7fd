// What each kind of setting is made of: the one description that forms, tables and tests read.
import type { Kind } from '@/api/centre';
import { ALARM_FORM } from './alarmForm';
import { CALLER_FORMS } from './callerForms';
import { DESK_FORMS } from './deskFields';
import { INDICATOR_FORMS } from './indicatorForms';
import { QUEUE_FORM } from './queueForm';
import { RECORDING_FORMS } from './recordingFields';
import { REPORT_FORM } from './reportForm';
import { NO_LIMITS, OWN_LIMITS, ROUTING_FORM } from './routingForm';

export type Values = Record<string, unknown>;

interface Common {
  name: string;
  required?: boolean;
  /** Shown only while this holds. */
  when?: (values: Values) => boolean;
}

export type Field = Common &
  (
    | { type: 'text'; pattern?: RegExp; most?: number }
    | { type: 'names' }
    /** Words said to customers, in all three languages or in none. */
    | { type: 'said' }
    | { type: 'whole'; least: number; most: number; optional?: boolean; empty?: string }
    /** With decimals; empty is none. */
    | { type: 'number'; least: number; most: number; empty: string }
    | { type: 'indicator' }
    | { type: 'indicators' }
    /** Of the grain that the form names. */
    | { type: 'places' }
    /** Kept in milliseconds, written in seconds. Empty is no limit where `optional`, or what `empty` names. */
    | { type: 'seconds'; least: number; most: number; optional?: boolean; empty?: string }
    | { type: 'flag' }
    | { type: 'choice'; options: readonly string[] }
    | { type: 'choices'; options: readonly string[] }
    | { type: 'one'; of: Kind; optional?: boolean }
    | { type: 'several'; of: Kind }
    | { type: 'proficiency' }
    | { type: 'steps' }
    /** Numbers with a name, an owner, a last day and a note. */
    | { type: 'callers' }
    | { type: 'words'; each?: RegExp }
    | { type: 'pairs' }
    /** Titles with texts, in an order. */
    | { type: 'script' }
    | { type: 'zone' }
    | { type: 'week' }
    | { type: 'holidays' }
    | { type: 'days' }
  );

export interface KindForm {
  kind: Exclude<Kind, 'flows' | 'wallboards'>;
  fields: Field[];
  /** Fields that the table shows beside the id. */
  columns: string[];
  /** What a new item begins with. */
  initial: Values;
  id: RegExp;
}

const SLUG = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const CALLED = /^\+?[0-9*#]{1,20}$/;

const name: Field = { name: 'name', type: 'text', required: true, most: 200 };

export const FORMS: KindForm[] = [
  QUEUE_FORM,
  { kind: 'skills', id: SLUG, columns: ['name'], initial: {}, fields: [name] },
  ...RECORDING_FORMS,
  {
    kind: 'sites',
    id: SLUG,
    columns: ['name', 'zone'],
    initial: { zone: '' },
    fields: [name, { name: 'zone', type: 'zone' }],
  },
  {
    kind: 'teams',
    id: SLUG,
    columns: ['name', 'site'],
    initial: { site: '', ...NO_LIMITS },
    fields: [name, { name: 'site', type: 'one', of: 'sites', optional: true }, ...OWN_LIMITS],
  },
  {
    kind: 'closings',
    id: SLUG,
    columns: ['name', 'queues', 'is_closed', 'ends_with', 'waiting'],
    initial: { queues: [], is_closed: false, message: null, ends_with: 'hangup', waiting: 'stay' },
    fields: [
      name,
      { name: 'queues', type: 'several', of: 'queues' },
      { name: 'is_closed', type: 'flag' },
      { name: 'message', type: 'said' },
      { name: 'ends_with', type: 'choice', options: ['hangup', 'voicemail'] },
      { name: 'waiting', type: 'choice', options: ['stay', 'leave'] },
    ],
  },
  {
    kind: 'agents',
    id: SLUG,
    columns: ['name', 'team', 'skills', 'phone', 'login'],
    initial: {
      skills: {},
      phone: 'browser',
      address: '',
      login: '',
      is_demo: false,
      ...NO_LIMITS,
    },
    fields: [
      name,
      { name: 'team', type: 'one', of: 'teams', required: true },
      { name: 'skills', type: 'proficiency' },
      { name: 'phone', type: 'choice', options: ['browser', 'sip', 'fixed'] },
      {
        name: 'address',
        type: 'text',
        required: true,
        pattern: /^[^\s;&,|]{1,200}$/,
        when: ({ phone }) => phone === 'fixed',
      },
      { name: 'login', type: 'text', pattern: /^([a-z0-9][a-z0-9._@+-]{0,99})?$/ },
      ...OWN_LIMITS,
    ],
  },
  {
    kind: 'calendars',
    id: SLUG,
    columns: ['name', 'zone', 'holidays'],
    initial: { zone: '', site: '', weekly: {}, holidays: null, exceptions: [] },
    fields: [
      name,
      { name: 'site', type: 'one', of: 'sites', optional: true },
      { name: 'zone', type: 'zone' },
      { name: 'weekly', type: 'week' },
      { name: 'holidays', type: 'holidays' },
      { name: 'exceptions', type: 'days' },
    ],
  },
  {
    kind: 'numbers',
    id: CALLED,
    columns: ['name', 'flow'],
    initial: { name: '' },
    fields: [
      { name: 'name', type: 'text', most: 200 },
      { name: 'flow', type: 'one', of: 'flows', required: true },
    ],
  },
  {
    kind: 'trunks',
    id: SLUG,
    columns: ['host', 'matches', 'registers', 'is_watched'],
    initial: {
      host: '',
      port: 0,
      transport: 'udp',
      matches: [],
      username: '',
      secret_env: '',
      registers: false,
      is_watched: true,
      caller_number: '',
    },
    fields: [
      { name: 'host', type: 'text', pattern: /^[A-Za-z0-9._:/@+-]{0,200}$/ },
      { name: 'port', type: 'whole', least: 0, most: 65_535 },
      { name: 'transport', type: 'choice', options: ['udp', 'tcp'] },
      { name: 'matches', type: 'words' },
      { name: 'registers', type: 'flag' },
      { name: 'username', type: 'text', pattern: /^[A-Za-z0-9._:/@+-]{0,200}$/ },
      { name: 'secret_env', type: 'text', pattern: /^(CALLFLOOR_TRUNK_[A-Z0-9_]{1,80})?$/ },
      { name: 'is_watched', type: 'flag' },
      { name: 'caller_number', type: 'text', pattern: /^(\+?[0-9*#]{1,20})?$/ },
    ],
  },
  {
    kind: 'web_services',
    id: SLUG,
    columns: ['name', 'url', 'allow_private'],
    initial: { headers: {}, allow_private: false },
    fields: [
      name,
      { name: 'url', type: 'text', required: true, pattern: /^https?:\/\/[^\s?#@]{1,200}$/ },
      { name: 'headers', type: 'pairs' },
      { name: 'allow_private', type: 'flag' },
    ],
  },
  ...CALLER_FORMS,
  ...DESK_FORMS,
  ...INDICATOR_FORMS,
  REPORT_FORM,
  ALARM_FORM,
  ROUTING_FORM,
];

/** Kinds that have the one item `rules`. */
export function isSingle(form: KindForm): boolean {
  return ['routing', 'recording', 'indicators'].includes(form.kind);
}

export function formOf(kind: string): KindForm | undefined {
  return FORMS.find((form) => form.kind === kind);
}
