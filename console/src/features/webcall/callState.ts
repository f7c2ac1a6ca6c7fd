// What a visitor's call is doing, as one value that events move on. Pure.

export type Fault =
  | 'microphone_denied'
  | 'microphone_missing'
  | 'microphone_busy'
  | 'insecure'
  | 'unreachable'
  | 'unknown_number'
  | 'too_many'
  | 'busy'
  | 'failed';

export type Phase =
  | 'idle'
  | 'microphone'
  | 'calling'
  | 'waiting'
  | 'connected'
  | 'ended'
  | 'failed';

export interface CallState {
  phase: Phase;
  fault: Fault | null;
  isMuted: boolean;
  since_ms: number;
}

export type CallEvent =
  | { kind: 'started' }
  | { kind: 'microphone_open' }
  | { kind: 'accepted' }
  | { kind: 'agent' }
  | { kind: 'waiting' }
  | { kind: 'muted'; isMuted: boolean }
  | { kind: 'over' }
  | { kind: 'fault'; fault: Fault };

export const IDLE: CallState = {
  phase: 'idle',
  fault: null,
  isMuted: false,
  since_ms: 0,
};

export const isUp = ({ phase }: CallState) => phase === 'waiting' || phase === 'connected';
export const isBusy = (state: CallState) =>
  isUp(state) || state.phase === 'microphone' || state.phase === 'calling';

const turned = (state: CallState, from: Phase, to: Phase, now_ms: number): CallState =>
  state.phase === from ? { ...state, phase: to, since_ms: now_ms } : state;

export function nextState(state: CallState, event: CallEvent, now_ms: number): CallState {
  switch (event.kind) {
    case 'started':
      return isBusy(state) ? state : { ...IDLE, phase: 'microphone', since_ms: now_ms };
    case 'microphone_open':
      return state.phase === 'microphone' ? { ...state, phase: 'calling' } : state;
    case 'accepted':
      return state.phase === 'calling' ? { ...state, phase: 'waiting', since_ms: now_ms } : state;
    case 'agent':
      return turned(state, 'waiting', 'connected', now_ms);
    case 'waiting':
      return turned(state, 'connected', 'waiting', now_ms);
    case 'muted':
      return isUp(state) ? { ...state, isMuted: event.isMuted } : state;
    case 'over':
      return isBusy(state) ? { ...state, phase: 'ended', isMuted: false } : state;
    case 'fault':
      return isUp(state)
        ? { ...state, phase: 'ended' }
        : { ...state, phase: 'failed', fault: event.fault };
  }
}

/** Who is on the line now, from the identity that the centre asserts within the call. */
export function onTheLine(identity: string | undefined): CallEvent | null {
  if (!identity) return null;
  return { kind: /sip:waiting@/.test(identity) ? 'waiting' : 'agent' };
}

/** What the browser's refusal of the microphone means to a person. */
export function microphoneFault(error: unknown): Fault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'microphone_denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'microphone_missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'microphone_busy';
  return 'insecure';
}

/** What the server's refusal means, by its status. */
export function serverFault(status: number): Fault {
  if (status === 404 || status === 422) return 'unknown_number';
  if (status === 429) return 'too_many';
  return status === 0 || status >= 500 ? 'unreachable' : 'failed';
}

/** What the telephony's refusal means, by JsSIP's word for it. */
export function sipFault(cause: string): Fault {
  if (cause === 'Busy' || cause === 'Unavailable') return 'busy';
  if (cause === 'Not Found' || cause === 'Address Incomplete') return 'unknown_number';
  if (cause === 'Connection Error' || cause === 'Request Timeout') return 'unreachable';
  if (cause === 'User Denied Media Access') return 'microphone_denied';
  return 'failed';
}
