// The server's clock, told each second to whoever shows a running time.
import { useSyncExternalStore } from 'react';
import { serverNow_ms } from './liveStore';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now_ms = 0;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now_ms = serverNow_ms();
    timer = setInterval(() => {
      now_ms = serverNow_ms();
      for (const each of [...listeners]) each();
    }, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function read(): number {
  // Clocks that start together with a fact must not show a negative time until the next tick.
  if (listeners.size === 0 || serverNow_ms() - now_ms > 1_500) now_ms = serverNow_ms();
  return now_ms;
}

export function useServerNow(): number {
  return useSyncExternalStore(subscribe, read, read);
}
