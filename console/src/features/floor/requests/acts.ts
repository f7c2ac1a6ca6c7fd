// What a lead asks of the floor: for agents, one or many, and for callers.
import { api } from '@/api/client';

export type AgentDeed =
  | 'ready'
  | 'not_ready'
  | 'logout'
  | 'end_wrap_up'
  | 'move_skills'
  | 'return_skills';

export interface AgentDeedBody {
  reason?: string;
  queue_ids?: string[];
  changes?: Record<string, number>;
  minutes?: number;
}

export interface DoneForMany {
  done: number;
  /** Agent → code of the reason. */
  refused: Record<string, string>;
}

/** As many as the server takes in one request. */
export const AT_ONCE = 500;

export async function actOnAgents(
  action: AgentDeed,
  agentIds: readonly string[],
  body: AgentDeedBody = {},
): Promise<DoneForMany> {
  const all: DoneForMany = { done: 0, refused: {} };
  for (let first = 0; first < agentIds.length; first += AT_ONCE) {
    const agent_ids = agentIds.slice(first, first + AT_ONCE);
    const part = await api.post<DoneForMany>('/agents', { action, agent_ids, ...body });
    all.done += part.done;
    Object.assign(all.refused, part.refused);
  }
  return all;
}

export type CallerDeed = 'move_up' | 'move_to_queue' | 'give_to_agent' | 'cut';

export interface CallerDeedBody {
  reason: string;
  priority?: number;
  queue_id?: string;
  agent_id?: string;
}

export const actOnCaller = (contactId: string, action: CallerDeed, body: CallerDeedBody) =>
  api.post(`/contacts/${encodeURIComponent(contactId)}/${action}`, body);
