// Keeps the live socket open: reconnects with back-off, and notices a line that fell silent.
import type { Store } from '@/frame/store';
import { type LiveState, lost, type Message, opened, received } from './liveState';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;
/** The server pings each 5 s; two pings missed are a dead line. */
export const SILENCE_LIMIT_MS = 12_000;
const LOGGED_OUT = 4401;
const FORBIDDEN = 4403;

export interface LiveSocketParts {
  store: Store<LiveState>;
  open: () => WebSocket;
  onLoggedOut: () => void;
  now?: () => number;
  random?: () => number;
}

export function waitBeforeTry(tries: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  return Math.round(wait * (0.5 + random / 2));
}

/** Starts the connection; the returned function ends it for good. */
export function keepLive(parts: LiveSocketParts): () => void {
  const { store, open, onLoggedOut, now = Date.now, random = Math.random } = parts;
  let socket: WebSocket | null = null;
  let tries = 0;
  let ended = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const watch = () => {
    clearTimeout(silence);
    silence = setTimeout(drop, SILENCE_LIMIT_MS);
  };

  function drop(): void {
    const dead = socket;
    socket = null;
    clearTimeout(silence);
    if (dead) {
      dead.onopen = dead.onmessage = dead.onclose = dead.onerror = null;
      dead.close();
    }
    if (ended) return;
    store.set((state) => lost(state, now()));
    clearTimeout(retry);
    retry = setTimeout(connect, waitBeforeTry(tries++, random()));
  }

  function connect(): void {
    clearTimeout(retry);
    if (ended || socket) return;
    const fresh = open();
    socket = fresh;
    watch();
    fresh.onopen = () => store.set(opened);
    fresh.onmessage = (event: MessageEvent<string>) => {
      watch();
      const message = JSON.parse(event.data) as Message;
      if (message.kind === 'snapshot') tries = 0;
      store.set((state) => received(state, message, now()));
    };
    fresh.onerror = () => undefined;
    fresh.onclose = (event) => {
      ended = event.code === LOGGED_OUT || event.code === FORBIDDEN;
      if (event.code === LOGGED_OUT) onLoggedOut();
      drop();
    };
  }

  /** The computer woke up or the network is back: do not sit out the back-off. */
  const hurry = () => {
    if (socket || ended || document.visibilityState === 'hidden') return;
    tries = 0;
    connect();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  connect();

  return () => {
    ended = true;
    clearTimeout(retry);
    window.removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', hurry);
    drop();
  };
}
