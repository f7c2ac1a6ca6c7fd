// What the browser phone makes of rings, ends, losses and other tabs.
import { describe, expect, it } from 'vitest';
import {
  next,
  onInvite,
  PHONE_OFF,
  type PhoneEvent,
  type PhoneState,
} from '@/features/phone/phoneMachine';

const phoneAfter = (...events: PhoneEvent[]): PhoneState => events.reduce(next, PHONE_OFF);
const ring = (id: string, isRejoin = false): PhoneEvent => ({
  kind: 'invited',
  id,
  isRejoin,
  caller: '+34600',
  callerName: 'Elena',
});

describe('a call', () => {
  it('rings, is answered, connected and ended', () => {
    const steps = [
      ring('a'),
      { kind: 'answering', id: 'a' },
      { kind: 'connected', id: 'a' },
    ] satisfies PhoneEvent[];
    expect(phoneAfter(...steps.slice(0, 1)).call?.phase).toBe('ringing');
    expect(phoneAfter(...steps.slice(0, 2)).call?.phase).toBe('answering');
    expect(phoneAfter(...steps).call?.phase).toBe('connected');
    expect(phoneAfter(...steps, { kind: 'ended', id: 'a' }).call).toBeNull();
  });

  it('ends while it rings when the caller leaves', () => {
    expect(phoneAfter(ring('a'), { kind: 'ended', id: 'a' }).call).toBeNull();
  });

  it('is not ended by the late end of another leg', () => {
    const state = phoneAfter(ring('a'), ring('b', true), { kind: 'ended', id: 'a' });
    expect(state.call?.id).toBe('b');
  });

  it('keeps the microphone muted when it is given back', () => {
    const state = phoneAfter(
      ring('a'),
      { kind: 'connected', id: 'a' },
      { kind: 'muted', isMuted: true },
      ring('b', true),
    );
    expect(state.call).toMatchObject({ id: 'b', isMuted: true });
  });

  it('starts unmuted when it is another call', () => {
    const state = phoneAfter(
      ring('a'),
      { kind: 'muted', isMuted: true },
      { kind: 'ended', id: 'a' },
      ring('b'),
    );
    expect(state.call?.isMuted).toBe(false);
  });

  it('outlives a lost registration: the sound may still flow', () => {
    const state = phoneAfter(
      { kind: 'registered' },
      ring('a'),
      { kind: 'connected', id: 'a' },
      { kind: 'registration_lost', failure: 'network' },
    );
    expect(state.registration).toBe('failed');
    expect(state.call?.phase).toBe('connected');
  });
});

describe('an invitation', () => {
  it('rings on a free phone', () => {
    expect(onInvite(PHONE_OFF, false)).toBe('ring');
  });

  it('is refused as busy during a call, and while another rings', () => {
    expect(onInvite(phoneAfter(ring('a')), false)).toBe('busy');
    expect(onInvite(phoneAfter(ring('a'), { kind: 'connected', id: 'a' }), false)).toBe('busy');
  });

  it('that gives a call back is taken in any case', () => {
    expect(onInvite(PHONE_OFF, true)).toBe('answer');
    expect(onInvite(phoneAfter(ring('a'), { kind: 'connected', id: 'a' }), true)).toBe('answer');
  });
});

describe('tabs', () => {
  const other: PhoneEvent = { kind: 'other_tab', tab: { page: '/floor', since_ms: 1 } };

  it('say which one has the phone', () => {
    expect(phoneAfter(other)).toMatchObject({ holder: 'other', other: { page: '/floor' } });
    expect(phoneAfter(other, { kind: 'held' })).toMatchObject({ holder: 'this', other: null });
  });

  it('do not lose the phone to a late word of another', () => {
    expect(phoneAfter({ kind: 'held' }, other).holder).toBe('this');
  });

  it('give call and registration up when another takes over', () => {
    const state = phoneAfter({ kind: 'held' }, { kind: 'registered' }, ring('a'), {
      kind: 'taken',
    });
    expect(state).toMatchObject({ holder: 'other', registration: 'off', call: null });
  });
});

describe('the microphone', () => {
  it('has a problem until it opens', () => {
    const denied = phoneAfter({ kind: 'microphone', problem: 'denied' });
    expect(denied.microphone).toBe('denied');
    expect(next(denied, { kind: 'microphone', problem: null }).microphone).toBeNull();
  });
});
