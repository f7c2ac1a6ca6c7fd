// The agent's own desk: what it shows, and what the agent can do there.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { AgentState, ContactRow, LiveAgent, LiveContact, Names, WrapUp } from './types';

export interface Reason {
  id: string;
  name: Names | string;
}

export interface WrapUpCode {
  id: string;
  name: Names | string;
  /** Absent or empty: for every queue. */
  queue_ids?: string[];
}

export interface Desk {
  agent: LiveAgent;
  contact: LiveContact | null;
  wrap_up: WrapUp | null;
  reasons: Reason[];
  wrap_up_codes: WrapUpCode[];
  queues: { id: string; name: string }[];
  colleagues: { id: string; name: string; state: AgentState }[];
  /** Earlier contacts of the caller that is rung for or talked to. */
  history: ContactRow[];
}

/** Where a registered phone finds Asterisk, and as whom. */
export interface PhoneCredentials {
  user: string;
  secret: string;
  expires_at: string | null;
  sip_uri: string;
  ws_path: string;
  realm: string;
}

export type Resolved = 'yes' | 'no' | 'n/a';

/** Each action of the desk with what it needs; the contact it is about is the agent's own. */
export interface DeskActions {
  login: Record<string, never>;
  logout: Record<string, never>;
  ready: Record<string, never>;
  not_ready: { reason: string };
  hang_up: Record<string, never>;
  hold: Record<string, never>;
  resume: Record<string, never>;
  transfer: { to_queue_id: string } | { to_agent_id: string } | { to_number: string };
  wrap_up: { code: string; note: string; resolved: Resolved };
  extend_wrap_up: { by_ms: number };
}

export type DeskAction = keyof DeskActions;

/** The desk as it is with one contact: another contact has another history. */
export function deskQuery(contactId: string) {
  return queryOptions({
    queryKey: ['desk', contactId],
    queryFn: ({ signal }) => api.get<Desk>('/desk', undefined, signal),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

export function act<A extends DeskAction>(action: A, body: DeskActions[A]) {
  return api.post<{ agent: LiveAgent }>(`/desk/${action}`, body);
}

export function phoneCredentials(): Promise<PhoneCredentials> {
  return api.post<PhoneCredentials>('/desk/phone');
}
