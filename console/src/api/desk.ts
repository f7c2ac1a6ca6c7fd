// The agent's own desk: what it shows, and what the agent can do there.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { LiveAgent, LiveContact, Shapes } from './types';

export type Desk = Omit<Shapes['Desk'], 'agent' | 'contact'> & {
  agent: LiveAgent;
  contact: LiveContact | null;
};

/** Where a registered phone finds Asterisk, and as whom. */
export type PhoneCredentials = Shapes['Credentials'];

export type Resolved = Shapes['WrapUpDone']['resolved'];

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
  consult: DeskActions['transfer'];
  swap: Record<string, never>;
  complete_transfer: Record<string, never>;
  conference: Record<string, never>;
  cancel_consult: Record<string, never>;
  leave: Record<string, never>;
  remove_party: { party_id: string };
  /** `segment_id`: of which written contact; left out for the call. */
  wrap_up: Omit<Shapes['WrapUpDone'], 'segment_id'> & { segment_id?: string };
  pause_recording: Shapes['PauseAsked'];
  resume_recording: Record<string, never>;
  decline_recording: Record<string, never>;
  extend_wrap_up: { by_ms: number; segment_id?: string };
  take: { contact_id: string };
  decline: { contact_id: string };
  close: { contact_id: string };
  hand_on: { contact_id: string } & ({ to_queue_id: string } | { to_agent_id: string });
  call_out: Partial<Shapes['CallOut']>;
  flag_hard: Record<string, never>;
  recovery: Record<string, never>;
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

/** How the network carried a stretch of the own call. */
export function tellQuality(measured: Shapes['CallMeasured']) {
  return api.post<{ agent: LiveAgent }>('/desk/call_quality', measured);
}
