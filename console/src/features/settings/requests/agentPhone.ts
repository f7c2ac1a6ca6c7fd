// The credentials of an agent's SIP phone: shown when asked for, kept nowhere.
import { useMutation } from '@tanstack/react-query';
import { api } from '@/api/client';

export interface SipCredentials {
  user: string;
  secret: string;
  sip_uri: string;
  realm: string;
}

export function useAgentPhone(agentId: string) {
  return useMutation({
    mutationFn: () => api.post<SipCredentials>(`/agents/${encodeURIComponent(agentId)}/phone`),
    gcTime: 0,
  });
}
