// The one store of live figures, and the hooks by which pages follow parts of it.
import type { LiveAgent, LiveAlarm, LiveContact, LiveQueue } from '@/api/types';
import { createStore, useStorePart } from '@/frame/store';
import { INITIAL, type LiveState, type LiveTrunk } from './liveState';

export const liveStore = createStore<LiveState>(INITIAL);

/** Lists are made once for each record, so that a page is drawn anew only when its part changed. */
const lists = new WeakMap<object, unknown[]>();

function byName<T extends { id: string; name: string }>(record: Readonly<Record<string, T>>): T[] {
  return listOf(record, (a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

function listOf<T>(record: Readonly<Record<string, T>>, order: (a: T, b: T) => number): T[] {
  const known = lists.get(record) as T[] | undefined;
  if (known) return known;
  const list = Object.values(record).sort(order);
  lists.set(record, list);
  return list;
}

export function useLiveAgents(): LiveAgent[] {
  return useStorePart(liveStore, (state) => byName(state.agents));
}

export function useLiveQueues(): LiveQueue[] {
  return useStorePart(liveStore, (state) => byName(state.queues));
}

/** In the order of arrival. */
export function useLiveContacts(): LiveContact[] {
  return useStorePart(liveStore, (state) =>
    listOf(state.contacts, (a, b) => a.arrived_ms - b.arrived_ms || a.id.localeCompare(b.id)),
  );
}

/** Open alarms, the newest first. */
export function useLiveAlarms(): LiveAlarm[] {
  return useStorePart(liveStore, (state) =>
    listOf(state.alarms, (a, b) => b.raised_ms - a.raised_ms || a.id.localeCompare(b.id)),
  );
}

export function useLiveTrunks(): LiveTrunk[] {
  return useStorePart(liveStore, (state) =>
    listOf(state.trunks, (a, b) => a.id.localeCompare(b.id)),
  );
}

export function useLiveAgent(id: string | null): LiveAgent | undefined {
  return useStorePart(liveStore, (state) => (id ? state.agents[id] : undefined));
}

export function useLiveContact(id: string | null): LiveContact | undefined {
  return useStorePart(liveStore, (state) => (id ? state.contacts[id] : undefined));
}

export function useLiveLink() {
  return useStorePart(liveStore, (state) => state.link);
}

/** Changes with every bulletin that is written, read or taken back, and when the line is back. */
export function useBulletinsTurn(): string {
  return useStorePart(liveStore, ({ bulletins, link }) => `${bulletins} ${link === 'connected'}`);
}

export function useLiveState() {
  const link = useLiveLink();
  const lostSince_ms = useStorePart(liveStore, (state) => state.lostSince_ms);
  const telephony = useStorePart(liveStore, (state) => state.telephony);
  const floor = useStorePart(liveStore, (state) => state.floor);
  return { link, lostSince_ms, telephony, floor };
}

/** The server's clock as this computer knows it. */
export function serverNow_ms(): number {
  return Date.now() + liveStore.get().offset_ms;
}
