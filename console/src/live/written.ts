// Written contacts at hand: who wrote, and which of them wait for the agent. Pure.
import type { LiveWork } from '@/api/works';

/** Name or address of who wrote; empty where neither is known. */
export function senderOf(work: LiveWork): string {
  return work.sender_name || work.sender;
}

/** Those that are offered, the longest first. */
export function offeredOf(works: readonly LiveWork[]): LiveWork[] {
  return works
    .filter((work) => work.stage === 'offered')
    .sort((a, b) => a.since_ms - b.since_ms || a.contact_id.localeCompare(b.contact_id));
}

/** The wrap-up to be written now: the chosen one as long as it is open, else the one begun first. */
export function wrapUpOf(works: readonly LiveWork[], chosen: string): LiveWork | undefined {
  const open = works.filter((work) => work.stage === 'wrap_up');
  return (
    open.find((work) => work.segment_id === chosen) ??
    [...open].sort((a, b) => a.since_ms - b.since_ms)[0]
  );
}
