// The browser phone as a pure machine: what it is now, and what each event makes of it.
export type Registration = 'off' | 'connecting' | 'registered' | 'failed';

/** Which tab of this browser has the phone. */
export type Holder = 'nobody' | 'this' | 'other';

export type MicrophoneProblem = 'insecure' | 'denied' | 'missing' | 'in_use' | 'slow' | 'failed';

export interface OtherTab {
  page: string;
  since_ms: number;
}

export interface PhoneCall {
  /** The SIP session; a call that is given back after a loss has another one. */
  id: string;
  phase: 'ringing' | 'answering' | 'connected';
  isRejoin: boolean;
  caller: string;
  callerName: string;
  isMuted: boolean;
}

/** A call to the echo of the centre, by which a headset is tried; no contact. */
export type EchoTest = 'calling' | 'connected' | null;

export interface PhoneState {
  holder: Holder;
  other: OtherTab | null;
  registration: Registration;
  /** Why the last registration failed: a SIP status, or `network`. */
  failure: string;
  microphone: MicrophoneProblem | null;
  call: PhoneCall | null;
  echo: EchoTest;
}

export const PHONE_OFF: PhoneState = {
  holder: 'nobody',
  other: null,
  registration: 'off',
  failure: '',
  microphone: null,
  call: null,
  echo: null,
};

export type PhoneEvent =
  | { kind: 'held' }
  | { kind: 'taken' }
  | { kind: 'other_tab'; tab: OtherTab }
  | { kind: 'connecting' }
  | { kind: 'registered' }
  | { kind: 'registration_lost'; failure: string }
  | { kind: 'stopped' }
  | { kind: 'invited'; id: string; isRejoin: boolean; caller: string; callerName: string }
  | { kind: 'answering'; id: string }
  | { kind: 'connected'; id: string }
  | { kind: 'muted'; isMuted: boolean }
  | { kind: 'ended'; id: string }
  | { kind: 'echo'; echo: EchoTest }
  | { kind: 'microphone'; problem: MicrophoneProblem | null };

/** What to do with a call that comes in: a second call is refused as busy, a lost one is taken. */
export function onInvite(state: PhoneState, isRejoin: boolean): 'ring' | 'answer' | 'busy' {
  if (isRejoin) return 'answer';
  return state.call ? 'busy' : 'ring';
}

export function next(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.kind) {
    case 'held':
      return { ...state, holder: 'this', other: null };
    case 'taken':
      return { ...PHONE_OFF, holder: 'other', other: state.other };
    case 'other_tab':
      return state.holder === 'this' ? state : { ...state, holder: 'other', other: event.tab };
    case 'connecting':
      return { ...state, registration: 'connecting' };
    case 'registered':
      return { ...state, registration: 'registered', failure: '' };
    case 'registration_lost':
      return { ...state, registration: 'failed', failure: event.failure };
    case 'stopped':
      return { ...state, registration: 'off', call: null, echo: null };
    case 'microphone':
      return { ...state, microphone: event.problem };
    case 'echo':
      return { ...state, echo: event.echo };
    default:
      return { ...state, call: nextCall(state.call, event) };
  }
}

type CallEvent = Extract<
  PhoneEvent,
  { kind: 'invited' | 'answering' | 'connected' | 'muted' | 'ended' }
>;

function nextCall(call: PhoneCall | null, event: CallEvent): PhoneCall | null {
  if (event.kind === 'invited') {
    const { id, isRejoin, caller, callerName } = event;
    const isMuted = isRejoin && (call?.isMuted ?? false);
    return { id, phase: 'ringing', isRejoin, caller, callerName, isMuted };
  }
  if (!call) return null;
  if (event.kind === 'muted') return { ...call, isMuted: event.isMuted };
  // A leg that was replaced still sends its end: only the present one counts.
  if (event.id !== call.id) return call;
  if (event.kind === 'ended') return null;
  return { ...call, phase: event.kind };
}
