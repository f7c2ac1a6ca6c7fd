// A copy of the floor by snapshot and deltas is what the server has.
import { describe, expect, it } from 'vitest';
import { INITIAL, type LiveState, lost, type Message, opened, received } from '@/live/liveState';
import { agent, queue } from './entities';

const snapshot = (position: number, now_ms = 1_000): Message => ({
  kind: 'snapshot',
  position,
  now_ms,
  agents: { ann: agent('ann'), bob: agent('bob') },
  queues: { sales: queue('sales') },
  contacts: {},
  telephony: 'up',
  floor: 'up',
});

const connected = (): LiveState => received(INITIAL, snapshot(10), 1_000);

describe('snapshot', () => {
  it('connects and sets the clock by the server', () => {
    const state = received(INITIAL, snapshot(10, 61_000), 1_000);
    expect(state.link).toBe('connected');
    expect(state.position).toBe(10);
    expect(state.offset_ms).toBe(60_000);
    expect(Object.keys(state.agents)).toEqual(['ann', 'bob']);
  });

  it('replaces everything, also what has gone in the meantime', () => {
    const again = received(
      lost(connected(), 2_000),
      { ...snapshot(5), queues: {} } as Message,
      3_000,
    );
    expect(again.queues).toEqual({});
    expect(again.position).toBe(5);
    expect(again.lostSince_ms).toBeNull();
  });
});

describe('delta', () => {
  const delta = (position: number, changes: unknown[]): Message =>
    ({ kind: 'delta', position, now_ms: 1_000, changes }) as Message;

  it('changes, adds and removes', () => {
    const before = connected();
    const after = received(
      before,
      delta(11, [
        { of: 'agents', id: 'ann', value: agent('ann', { state: 'talking' }) },
        { of: 'agents', id: 'bob', value: null },
        { of: 'agents', id: 'cho', value: agent('cho') },
      ]),
      1_000,
    );
    expect(after.agents.ann?.state).toBe('talking');
    expect(Object.keys(after.agents).sort()).toEqual(['ann', 'cho']);
    expect(before.agents.ann?.state).toBe('ready');
  });

  it('leaves what it does not touch the same object, so that nothing is drawn for it', () => {
    const before = connected();
    const after = received(before, delta(11, [{ of: 'agents', id: 'ann', value: null }]), 1_000);
    expect(after.queues).toBe(before.queues);
    expect(after.contacts).toBe(before.contacts);
    expect(after.agents.bob).toBe(before.agents.bob);
  });

  it('is taken once', () => {
    const once = received(
      connected(),
      delta(11, [{ of: 'agents', id: 'ann', value: null }]),
      1_000,
    );
    const twice = received(
      once,
      delta(11, [{ of: 'agents', id: 'ann', value: agent('ann') }]),
      1_000,
    );
    expect(twice.agents.ann).toBeUndefined();
  });

  it('before the snapshot says nothing', () => {
    const state = received(opened(INITIAL), delta(11, []), 1_000);
    expect(state).toEqual(opened(INITIAL));
  });

  it('of a kind from a newer server is passed over', () => {
    const before = connected();
    const after = received(before, delta(11, [{ of: 'tickets', id: 't', value: {} }]), 1_000);
    expect(after.agents).toBe(before.agents);
    expect(after.position).toBe(11);
  });
});

describe('link', () => {
  it('is lost since the last message', () => {
    const state = lost(
      received(connected(), { kind: 'ping', position: 10, now_ms: 5_000 }, 5_000),
      17_000,
    );
    expect(state.link).toBe('lost');
    expect(state.lostSince_ms).toBe(5_000);
    expect(state.agents.ann).toBeDefined();
  });

  it('stays lost since the same moment over failed tries', () => {
    const once = lost(connected(), 2_000);
    expect(lost(opened(once), 9_000).lostSince_ms).toBe(once.lostSince_ms);
  });

  it('is catching up between the open socket and the snapshot, connecting at first', () => {
    expect(opened(INITIAL).link).toBe('connecting');
    expect(opened(lost(connected(), 2_000)).link).toBe('catching_up');
  });

  it('hears of a floor that is down by a ping', () => {
    const state = received(
      connected(),
      { kind: 'ping', position: 10, now_ms: 1_000, floor: 'down' },
      1_000,
    );
    expect(state.floor).toBe('down');
    expect(state.telephony).toBe('up');
  });

  it('does not let a slow message turn the clocks', () => {
    const slow = received(connected(), { kind: 'ping', position: 10, now_ms: 4_900 }, 5_000);
    expect(slow.offset_ms).toBe(0);
    const moved = received(connected(), { kind: 'ping', position: 10, now_ms: 9_000 }, 5_000);
    expect(moved.offset_ms).toBe(4_000);
  });
});
