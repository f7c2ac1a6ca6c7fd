// The form of the rules over all queues.
import type { Field, KindForm } from './fields';

const HOUR_S = 3600;
const AT_HAND_MAX = 20;
const WRITTEN = ['chats_max', 'emails_max', 'sms_max', 'written_max'] as const;

function whole(name: string, optional: boolean): Field {
  return { name, type: 'whole', least: 0, most: AT_HAND_MAX, optional };
}

/** Of a team and an agent: left empty, what is set one level above holds. */
export const OWN_LIMITS: Field[] = WRITTEN.map((name) => whole(name, true));
export const NO_LIMITS = Object.fromEntries(WRITTEN.map((name) => [name, null]));

export const ROUTING_FORM: KindForm = {
  kind: 'routing',
  id: /^rules$/,
  columns: ['priority_step_ms', 'rejoin_limit_ms', 'monitor_announced', 'recovery'],
  initial: {
    priority_step_ms: 30_000,
    urgency_ms: 0,
    rejoin_limit_ms: 30_000,
    monitor_announced: true,
    call_prefixes: [],
    calls_out_max: 10,
    calls_out_queue: '',
    recovery: 'off',
    recovery_ms: 90_000,
    recovery_limit: 3,
    recovery_window_ms: 14_400_000,
    hard_after_ms: null,
    hard_rest_ms: 900_000,
    chats_max: 3,
    emails_max: 1,
    sms_max: 3,
    written_max: 3,
    written_alone: [],
    hold_back_ms: 30_000,
  },
  fields: [
    { name: 'priority_step_ms', type: 'seconds', least: 0, most: HOUR_S },
    { name: 'urgency_ms', type: 'seconds', least: 0, most: HOUR_S },
    { name: 'rejoin_limit_ms', type: 'seconds', least: 1, most: 300 },
    { name: 'monitor_announced', type: 'flag' },
    { name: 'call_prefixes', type: 'words' },
    { name: 'calls_out_max', type: 'whole', least: 1, most: 10_000 },
    { name: 'calls_out_queue', type: 'one', of: 'queues', optional: true },
    { name: 'recovery', type: 'choice', options: ['off', 'offer', 'give'] },
    { name: 'recovery_ms', type: 'seconds', least: 30, most: 600 },
    { name: 'recovery_limit', type: 'whole', least: 1, most: 20 },
    { name: 'recovery_window_ms', type: 'seconds', least: 600, most: 24 * HOUR_S },
    { name: 'hard_after_ms', type: 'seconds', least: 60, most: 4 * HOUR_S, optional: true },
    { name: 'hard_rest_ms', type: 'seconds', least: 0, most: 4 * HOUR_S },
    ...WRITTEN.map((name) => whole(name, false)),
    { name: 'written_alone', type: 'choices', options: ['chat', 'email', 'sms'] },
    { name: 'hold_back_ms', type: 'seconds', least: 0, most: HOUR_S },
  ],
};
