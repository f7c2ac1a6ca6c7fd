// Who else is in the call at hand, and what may be done with them.
import type { LiveContact, LiveParty } from '@/api/types';
import { useOwn } from '@/live/useOwn';

export interface Parties {
  contact: LiveContact | undefined;
  /** The call is this agent's own; else a colleague has called the agent in. */
  isOwn: boolean;
  /** Who is asked and not with the customer yet. */
  consult: LiveParty | undefined;
  isAnswered: boolean;
  joined: LiveParty[];
  /** Nobody else is there: the call may be handed over at once. */
  isAlone: boolean;
  /** Ending the call takes others out of it too. */
  endsForAll: boolean;
  /** Not while somebody is being consulted: nobody is to be dropped by mistake. */
  mayEnd: boolean;
  /** Why the last one who was asked is not there. */
  failed: LiveParty | undefined;
}

export function partiesOf(contact: LiveContact | undefined, agentId: string): Parties {
  const parties = contact?.parties ?? [];
  const consult = parties.find((party) => party.place !== 'joined');
  const last = contact?.last_party ?? undefined;
  const isOver = last?.reason === 'left' || last?.reason === 'removed';
  const isOwn = !contact?.agent_id || contact.agent_id === agentId;
  return {
    contact,
    isOwn,
    isAlone: isOwn && parties.length === 0,
    endsForAll: isOwn && parties.length > 0,
    mayEnd: !isOwn || consult === undefined,
    consult,
    isAnswered: consult?.place === 'consulting' || consult?.place === 'held',
    joined: parties.filter((party) => party.place === 'joined'),
    failed: consult || isOver || last?.reason === 'cancelled' ? undefined : last,
  };
}

export function useParties(): Parties {
  const { agent, contact } = useOwn();
  return partiesOf(contact, agent?.id ?? '');
}
