// The ring at hand, put together from the live line and the phone of this tab.
import type { LiveContact, PhoneKind } from '@/api/types';
import { useLiveQueues } from '@/live/liveStore';
import { useOwn } from '@/live/useOwn';
import { usePhone } from './phoneStore';

export interface Ring {
  caller: string;
  callerName: string;
  queue: string;
  language: string;
  contact: LiveContact | undefined;
  since_ms: number | null;
  phone: PhoneKind;
  /** The phone of this tab rings and can be answered here. */
  canAnswer: boolean;
  isElsewhere: boolean;
}

export function useRing(): Ring | null {
  const { agent, contact } = useOwn();
  const queues = useLiveQueues();
  const phone = usePhone();
  const ringsHere = phone.call?.phase === 'ringing' && !phone.call.isRejoin;
  const ringsOnFloor = agent?.state === 'ringing' || agent?.state === 'reserved';
  const isAnswering = phone.call?.phase === 'answering' || phone.call?.phase === 'connected';
  if (!ringsHere && (!ringsOnFloor || isAnswering)) return null;
  const queueId = contact?.queue_id || agent?.queue_id;
  return {
    caller: contact?.caller || phone.call?.caller || '',
    callerName: contact?.caller_name || phone.call?.callerName || '',
    queue: queues.find((queue) => queue.id === queueId)?.name ?? queueId ?? '',
    language: contact?.language ?? '',
    contact,
    since_ms: ringsOnFloor ? (agent?.since_ms ?? null) : null,
    phone: agent?.phone ?? 'browser',
    canAnswer: ringsHere,
    isElsewhere: agent?.phone === 'browser' && phone.holder === 'other',
  };
}
