// The echo test: its call, its end, and that a call goes before it.
import type { UA } from 'jssip';
import { describe, expect, it } from 'vitest';
import { echoAddress, echoTest } from '@/features/phone/echoTest';
import { levelOf } from '@/features/phone/level';
import { next, PHONE_OFF, type PhoneEvent } from '@/features/phone/phoneMachine';

class Session {
  ended = false;
  isEnded = () => this.ended;
  terminate() {
    this.ended = true;
    this.handlers.ended?.({});
  }
  constructor(readonly handlers: Record<string, (event: object) => void>) {}
}

function bench(microphone: () => Promise<MediaStream>) {
  const told: PhoneEvent[] = [];
  const called: { target: string; session: Session }[] = [];
  let stopped = 0;
  const ua = {
    call(target: string, options: { eventHandlers: Record<string, (event: object) => void> }) {
      const session = new Session(options.eventHandlers);
      called.push({ target, session });
      return session;
    },
  } as unknown as UA;
  const stream = { getTracks: () => [{ stop: () => stopped++ }] } as unknown as MediaStream;
  const test = echoTest(ua, {
    credentials: { sip_uri: 'sip:demo.maria@callfloor' },
    tell: (event) => told.push(event),
    microphone: () => microphone().then(() => stream),
    play: () => undefined,
  });
  const state = () => told.reduce(next, PHONE_OFF).echo;
  return { test, called, state, stopped: () => stopped };
}

const allowed = () => Promise.resolve({} as MediaStream);

describe('the echo test', () => {
  it('calls the echo of the own centre', () => {
    expect(echoAddress('sip:demo.maria@callfloor')).toBe('sip:*43@callfloor');
  });

  it('is connected, then ended, and gives the microphone back', async () => {
    const { test, called, state, stopped } = bench(allowed);
    await test.begin();
    expect(state()).toBe('calling');
    called[0]?.session.handlers.accepted?.({});
    expect(state()).toBe('connected');
    test.end();
    expect(state()).toBeNull();
    expect(called[0]?.session.ended).toBe(true);
    expect(stopped()).toBe(1);
  });

  it('calls nobody when it was ended while the microphone was asked for', async () => {
    const { test, called, stopped } = bench(allowed);
    const begun = test.begin();
    test.end();
    await begun;
    expect(called).toEqual([]);
    expect(stopped()).toBe(1);
  });

  it('is over where the microphone may not be used', async () => {
    const { test, called, state } = bench(() => Promise.reject(new Error('denied')));
    await test.begin();
    expect(called).toEqual([]);
    expect(state()).toBeNull();
  });

  it('is not ended by the late end of an earlier one', async () => {
    const { test, called, state } = bench(allowed);
    await test.begin();
    const first = called[0]?.session;
    await test.begin();
    called[1]?.session.handlers.accepted?.({});
    first?.handlers.ended?.({});
    expect(state()).toBe('connected');
  });
});

describe('the level of the microphone', () => {
  it('is nothing in silence, full at full scale, and half at -30 dB', () => {
    expect(levelOf([])).toBe(0);
    expect(levelOf([0, 0, 0])).toBe(0);
    expect(levelOf([1, -1, 1, -1])).toBe(100);
    const quiet = 10 ** (-30 / 20);
    expect(levelOf([quiet, -quiet])).toBe(50);
  });
});
