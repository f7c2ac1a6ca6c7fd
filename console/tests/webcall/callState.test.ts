// What a visitor's call goes through, and what each refusal means in plain words.
import { describe, expect, it } from 'vitest';
import {
  type CallEvent,
  IDLE,
  microphoneFault,
  nextState,
  onTheLine,
  serverFault,
  sipFault,
} from '@/features/webcall/callState';
import { socketAddress } from '@/features/webcall/placeCall';

const moved = (...events: CallEvent[]) =>
  events.reduce((state, event, index) => nextState(state, event, 1000 * index), IDLE);

const UP: CallEvent[] = [{ kind: 'started' }, { kind: 'microphone_open' }, { kind: 'accepted' }];

describe('a call', () => {
  it('goes from the microphone to the agent', () => {
    expect(moved({ kind: 'started' }).phase).toBe('microphone');
    expect(moved(...UP)).toMatchObject({ phase: 'waiting', since_ms: 2000 });
    expect(moved(...UP, { kind: 'agent' })).toMatchObject({
      phase: 'connected',
      since_ms: 3000,
    });
    expect(moved(...UP, { kind: 'over' }).phase).toBe('ended');
  });

  it('waits again when an agent hands it back to a queue', () => {
    const agent = onTheLine('"Wendy" <sip:wendy@localhost>');
    const nobody = onTheLine('<sip:waiting@localhost>');
    expect(onTheLine(undefined)).toBeNull();
    if (!agent || !nobody) throw new Error('an identity was not read');
    expect(moved(...UP, nobody)).toMatchObject({ phase: 'waiting', since_ms: 2000 });
    expect(moved(...UP, agent, nobody)).toMatchObject({ phase: 'waiting', since_ms: 4000 });
    expect(moved(...UP, agent, nobody, agent).phase).toBe('connected');
  });

  it('is not begun twice', () => {
    expect(moved(...UP, { kind: 'started' }).phase).toBe('waiting');
  });

  it('that fails before it is up says why; one that was up has ended', () => {
    const busy: CallEvent = { kind: 'fault', fault: 'busy' };
    expect(moved({ kind: 'started' }, busy)).toMatchObject({ phase: 'failed', fault: 'busy' });
    expect(moved(...UP, busy)).toMatchObject({ phase: 'ended', fault: null });
  });

  it('can be made again', () => {
    const again = moved(...UP, { kind: 'over' }, { kind: 'started' });
    expect(again).toMatchObject({ phase: 'microphone', isMuted: false });
  });

  it('is mute only while it is up', () => {
    expect(moved(...UP, { kind: 'muted', isMuted: true }).isMuted).toBe(true);
    expect(moved({ kind: 'muted', isMuted: true }).isMuted).toBe(false);
    expect(moved(...UP, { kind: 'muted', isMuted: true }, { kind: 'over' }).isMuted).toBe(false);
  });
});

describe('refusals', () => {
  it('of the microphone are told apart', () => {
    const named = (name: string) => microphoneFault(new DOMException('', name));
    expect(named('NotAllowedError')).toBe('microphone_denied');
    expect(named('NotFoundError')).toBe('microphone_missing');
    expect(named('NotReadableError')).toBe('microphone_busy');
    expect(microphoneFault(new TypeError('no mediaDevices'))).toBe('insecure');
  });

  it('of the server and of the telephony have a reason', () => {
    expect([0, 404, 429, 503, 400].map(serverFault)).toEqual([
      'unreachable',
      'unknown_number',
      'too_many',
      'unreachable',
      'failed',
    ]);
    expect(['Busy', 'Not Found', 'Connection Error', 'Rejected'].map(sipFault)).toEqual([
      'busy',
      'unknown_number',
      'unreachable',
      'failed',
    ]);
  });
});

describe('the socket', () => {
  it('is as secure as the page', () => {
    const place = (protocol: string) => ({ protocol, host: 'call.example' }) as Location;
    expect(socketAddress('/ws', place('https:'))).toBe('wss://call.example/ws');
    expect(socketAddress('/ws', place('http:'))).toBe('ws://call.example/ws');
  });
});
