// A screen's own way to the server: its secret goes with each request, and nowhere else.
import { problemOf, unreachable } from '@/api/problem';
import { keepLive, type LiveSocketParts } from '@/live/liveSocket';
import { liveStore } from '@/live/liveStore';

/** The secret stands behind the `#`, which browsers do not send. */
export function secretOf(hash: string): string {
  return decodeURIComponent(hash.replace(/^#/, ''));
}

export async function ask<T>(path: string, secret: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/screen${path}`, {
      headers: { Accept: 'application/json', Authorization: `Bearer ${secret}` },
      credentials: 'omit',
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** Opens the live line; says the secret first, as an address would stand in logs. */
export function openScreenLine(secret: string, onLoggedOut: () => void): () => void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const open: LiveSocketParts['open'] = () => {
    const socket = new WebSocket(`${scheme}://${location.host}/api/screen/live`);
    socket.addEventListener('open', () => socket.send(JSON.stringify({ token: secret })));
    return socket;
  };
  return keepLive({ store: liveStore, open, onLoggedOut });
}
