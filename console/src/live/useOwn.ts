// The person's own agent and the contact that is with that agent now.
import { useQuery } from '@tanstack/react-query';
import { act, type DeskAction, type DeskActions, deskQuery } from '@/api/desk';
import type { ContactRow, LiveAgent, LiveContact, WrapUp } from '@/api/types';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { liveStore, useLiveAgent, useLiveContact } from './liveStore';

export interface Own {
  agent: LiveAgent | undefined;
  contact: LiveContact | undefined;
  wrapUp: WrapUp | null;
}

export function useOwn(): Own {
  const { agent_id } = useSession();
  const agent = useLiveAgent(agent_id);
  const contactId = agent?.wrap_up?.contact_id ?? agent?.contact_id ?? '';
  const contact = useLiveContact(contactId || null);
  const wrapUp = agent?.state === 'wrap_up' ? (agent.wrap_up ?? contact?.wrap_up ?? null) : null;
  return { agent, contact, wrapUp };
}

/** Reasons, codes, queues, colleagues and the caller's history, for the contact at hand. */
export function useDesk() {
  const { agent, contact } = useOwn();
  return useQuery({
    ...deskQuery(contact?.id ?? agent?.contact_id ?? ''),
    enabled: agent !== undefined,
  });
}

/** Earlier contacts of the caller at hand; undefined until they are known to be this caller's. */
export function useHistory(): ContactRow[] | undefined {
  const { data, isPlaceholderData } = useDesk();
  return isPlaceholderData ? undefined : data?.history;
}

/** Does an action of the desk, and shows what it changed without waiting for the live line. */
export function useDeskAction() {
  const tell = useTell();
  return async <A extends DeskAction>(action: A, body: DeskActions[A]): Promise<boolean> => {
    try {
      const answer = await act(action, body);
      if (answer?.agent) showAgent(answer.agent);
      return true;
    } catch (error) {
      tell.problem(error);
      return false;
    }
  };
}

function showAgent(agent: LiveAgent): void {
  liveStore.set((state) => {
    const known = state.agents[agent.id];
    if (known && known.since_ms > agent.since_ms) return state;
    // An answer may be older than what the live line has told of the written contacts meanwhile.
    const works = known?.works ?? agent.works ?? [];
    return { ...state, agents: { ...state.agents, [agent.id]: { ...known, ...agent, works } } };
  });
}
