// What the console knows of the running centre, and how each message of the server changes it.
import type { LiveAgent, LiveAlarm, LiveContact, LiveQueue } from '@/api/types';

export type Link = 'connecting' | 'catching_up' | 'connected' | 'lost';
export type Health = 'up' | 'down';

/** A trunk that is watched: it answers, does not, or does not let us register; since when. */
export interface LiveTrunk {
  id: string;
  state: 'reachable' | 'away' | 'refused';
  reachable: boolean;
  since_ms: number;
}

export interface LiveState {
  link: Link;
  /** When the last message came, by this computer's clock; the age of the figures. */
  heardAt_ms: number | null;
  lostSince_ms: number | null;
  /** The server's clock less this computer's. */
  offset_ms: number;
  position: number;
  agents: Readonly<Record<string, LiveAgent>>;
  queues: Readonly<Record<string, LiveQueue>>;
  contacts: Readonly<Record<string, LiveContact>>;
  alarms: Readonly<Record<string, LiveAlarm>>;
  trunks: Readonly<Record<string, LiveTrunk>>;
  /** Grows when a bulletin was written, read or taken back: the lists are asked for anew. */
  bulletins: number;
  telephony: Health;
  floor: Health;
}

export type Change =
  | { of: 'agents'; id: string; value: LiveAgent | null }
  | { of: 'queues'; id: string; value: LiveQueue | null }
  | { of: 'contacts'; id: string; value: LiveContact | null }
  | { of: 'alarms'; id: string; value: LiveAlarm | null }
  | { of: 'trunks'; id: string; value: LiveTrunk | null };

interface Envelope {
  position: number;
  now_ms: number;
  telephony?: Health;
  floor?: Health;
}

export type Message =
  | (Envelope & {
      kind: 'snapshot';
      agents: Record<string, LiveAgent>;
      queues: Record<string, LiveQueue>;
      contacts: Record<string, LiveContact>;
      alarms?: Record<string, LiveAlarm>;
      trunks?: Record<string, LiveTrunk>;
    })
  | (Envelope & { kind: 'delta'; changes: Change[] })
  | (Envelope & { kind: 'bulletins'; bulletins: number })
  | (Envelope & { kind: 'ping' });

export const INITIAL: LiveState = {
  link: 'connecting',
  heardAt_ms: null,
  lostSince_ms: null,
  offset_ms: 0,
  position: -1,
  agents: {},
  queues: {},
  contacts: {},
  alarms: {},
  trunks: {},
  bulletins: 0,
  telephony: 'up',
  floor: 'up',
};

/** A message that took long on its way would turn the clocks back: small jumps are ignored. */
const OFFSET_JITTER_MS = 250;

export function received(state: LiveState, message: Message, local_ms: number): LiveState {
  if (message.kind === 'delta' && state.link !== 'connected') return state;
  const measured = message.now_ms - local_ms;
  const offset_ms =
    message.kind === 'snapshot' || Math.abs(measured - state.offset_ms) > OFFSET_JITTER_MS
      ? measured
      : state.offset_ms;
  const heard: LiveState = {
    ...state,
    heardAt_ms: local_ms,
    offset_ms,
    telephony: message.telephony ?? state.telephony,
    floor: message.floor ?? state.floor,
  };
  if (message.kind === 'snapshot') {
    const { position, agents, queues, contacts, alarms = {}, trunks = {} } = message;
    const parts = { agents, queues, contacts, alarms, trunks };
    return { ...heard, ...parts, link: 'connected', lostSince_ms: null, position };
  }
  if (message.kind === 'bulletins') return { ...heard, bulletins: message.bulletins };
  if (message.kind === 'ping' || message.position <= state.position) return heard;
  return { ...heard, ...changed(state, message.changes), position: message.position };
}

function changed(state: LiveState, changes: Change[]): Partial<LiveState> {
  const { agents, queues, contacts, alarms, trunks } = state;
  const next = { agents, queues, contacts, alarms, trunks };
  for (const { of, id, value } of changes) {
    const before: Readonly<Record<string, unknown>> | undefined = next[of];
    if (!before) continue;
    const after: Record<string, unknown> = before === state[of] ? { ...before } : before;
    if (value === null) delete after[id];
    else after[id] = value;
    Object.assign(next, { [of]: after });
  }
  return next;
}

/** The socket is open and the snapshot is on its way. */
export function opened(state: LiveState): LiveState {
  return { ...state, link: state.heardAt_ms === null ? 'connecting' : 'catching_up' };
}

export function lost(state: LiveState, local_ms: number): LiveState {
  const lostSince_ms = state.lostSince_ms ?? state.heardAt_ms ?? local_ms;
  return { ...state, link: 'lost', lostSince_ms };
}
