// What each kind of node is made of: the one description that the form at the side reads.
import type { Kind } from '@/api/centre';

export type FieldSpec = { name: string } & (
  | { type: 'prompts' }
  | { type: 'texts' }
  | { type: 'text'; mono?: boolean }
  | { type: 'whole'; least: number; most: number; fallback?: number }
  | { type: 'seconds'; fallback: number }
  | { type: 'flag' }
  | { type: 'choice'; options: readonly string[]; fallback: string }
  | { type: 'item'; of: Kind }
  | { type: 'keys'; to: 'node' | 'language' }
  | { type: 'cases' }
  | { type: 'pairs' }
  | { type: 'needs' }
  | { type: 'questions' }
);

const prompts: FieldSpec = { name: 'prompts', type: 'prompts' };
const invalid: FieldSpec = { name: 'invalid', type: 'prompts' };
const wait: FieldSpec = { name: 'wait_ms', type: 'seconds', fallback: 5_000 };
const tries = (fallback: number): FieldSpec => ({
  name: 'tries',
  type: 'whole',
  least: 1,
  most: 10,
  fallback,
});

export const NODE_FORMS: Record<string, FieldSpec[]> = {
  play: [prompts],
  say: [{ name: 'text', type: 'texts' }],
  menu: [prompts, { name: 'keys', type: 'keys', to: 'node' }, invalid, wait, tries(3)],
  collect: [
    prompts,
    { name: 'variable', type: 'text', mono: true },
    { name: 'min_digits', type: 'whole', least: 1, most: 40, fallback: 1 },
    { name: 'max_digits', type: 'whole', least: 1, most: 40, fallback: 20 },
    { name: 'terminator', type: 'choice', options: ['#', ''], fallback: '#' },
    { name: 'confirm', type: 'flag' },
    { name: 'say_back', type: 'prompts' },
    { name: 'is_secret', type: 'flag' },
    invalid,
    wait,
    { name: 'digit_wait_ms', type: 'seconds', fallback: 3_000 },
    tries(3),
  ],
  language: [prompts, { name: 'keys', type: 'keys', to: 'language' }, wait, tries(2)],
  hours: [{ name: 'calendar', type: 'item', of: 'calendars' }],
  branch: [{ name: 'cases', type: 'cases' }],
  set: [{ name: 'variables', type: 'pairs' }],
  http: [
    { name: 'service', type: 'item', of: 'web_services' },
    { name: 'method', type: 'choice', options: ['GET', 'POST', 'PUT'], fallback: 'GET' },
    { name: 'path', type: 'text', mono: true },
    { name: 'body', type: 'pairs' },
    { name: 'answer', type: 'pairs' },
    { name: 'timeout_ms', type: 'seconds', fallback: 3_000 },
    prompts,
  ],
  customer: [],
  survey: [{ name: 'questions', type: 'questions' }, invalid, wait, tries(2)],
  queue: [
    { name: 'queue', type: 'item', of: 'queues' },
    { name: 'priority', type: 'whole', least: 0, most: 10 },
    { name: 'call_type', type: 'text' },
    { name: 'needs', type: 'needs' },
  ],
  transfer: [{ name: 'number', type: 'text' }, prompts],
  voicemail: [prompts],
  end: [
    {
      name: 'exit',
      type: 'choice',
      options: ['self_service', 'closed_hours', 'hangup'],
      fallback: 'self_service',
    },
    prompts,
  ],
};
