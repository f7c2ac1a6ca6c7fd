// The live line comes back by itself, and is not hurried when the server is away.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '@/frame/store';
import { keepLive, SILENCE_LIMIT_MS, waitBeforeTry } from '@/live/liveSocket';
import { INITIAL, type LiveState } from '@/live/liveState';

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
  }
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  snapshot() {
    this.onopen?.();
    this.say({ kind: 'snapshot', position: 1, now_ms: 0, agents: {}, queues: {}, contacts: {} });
  }
}

const sockets: FakeSocket[] = [];
const last = () => sockets.at(-1) as FakeSocket;

function start() {
  const store = createStore<LiveState>(INITIAL);
  const onLoggedOut = vi.fn();
  const end = keepLive({
    store,
    open: () => {
      sockets.push(new FakeSocket());
      return last() as unknown as WebSocket;
    },
    onLoggedOut,
    random: () => 1,
  });
  return { store, end, onLoggedOut };
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets.length = 0;
});
afterEach(() => vi.useRealTimers());

describe('the live line', () => {
  it('connects, is lost, and is right again by a new snapshot', () => {
    const { store, end } = start();
    last().snapshot();
    expect(store.get().link).toBe('connected');
    last().onclose?.({ code: 1006 });
    expect(store.get().link).toBe('lost');
    vi.advanceTimersByTime(300);
    expect(sockets).toHaveLength(2);
    last().onopen?.();
    expect(store.get().link).toBe('catching_up');
    last().say({ kind: 'snapshot', position: 9, now_ms: 0, agents: {}, queues: {}, contacts: {} });
    expect(store.get()).toMatchObject({ link: 'connected', position: 9, lostSince_ms: null });
    end();
  });

  it('notices a line that fell silent without closing', () => {
    const { store, end } = start();
    last().snapshot();
    vi.advanceTimersByTime(SILENCE_LIMIT_MS - 1);
    last().say({ kind: 'ping', position: 1, now_ms: 0 });
    vi.advanceTimersByTime(SILENCE_LIMIT_MS - 1);
    expect(store.get().link).toBe('connected');
    const silent = last();
    vi.advanceTimersByTime(1);
    expect(store.get().link).toBe('lost');
    expect(silent.closed).toBe(true);
    end();
  });

  it('waits longer with each failure, and short again after a snapshot', () => {
    const { end } = start();
    for (const wait of [250, 500, 1_000]) {
      last().onclose?.({ code: 1006 });
      const before = sockets.length;
      vi.advanceTimersByTime(wait - 1);
      expect(sockets).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(before + 1);
    }
    last().snapshot();
    last().onclose?.({ code: 1006 });
    const before = sockets.length;
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(before + 1);
    end();
  });

  it('spreads the tries of many consoles, and never waits for long', () => {
    expect(waitBeforeTry(0, 0)).toBe(125);
    expect(waitBeforeTry(0, 1)).toBe(250);
    expect(waitBeforeTry(30, 1)).toBe(2_000);
  });

  it('does not sit out the wait when the network is back', () => {
    const { end } = start();
    for (let i = 0; i < 6; i++) {
      last().onclose?.({ code: 1006 });
      vi.advanceTimersByTime(8_000);
    }
    last().onclose?.({ code: 1006 });
    const before = sockets.length;
    window.dispatchEvent(new Event('online'));
    expect(sockets).toHaveLength(before + 1);
    end();
  });

  it('stops when the session is over', () => {
    const { onLoggedOut } = start();
    last().onclose?.({ code: 4401 });
    expect(onLoggedOut).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('stops when the page has no more use for it', () => {
    const { end } = start();
    last().snapshot();
    const socket = last();
    end();
    expect(socket.closed).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});
