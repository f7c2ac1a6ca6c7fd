// The agent's own last contacts.
import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactRow, Page } from '@/api/types';

export function recentQuery(agentId: string, handled: number) {
  return queryOptions({
    queryKey: ['recent', agentId, handled],
    queryFn: ({ signal }) =>
      api.get<Page<ContactRow>>('/contacts', { agent: agentId, limit: 8 }, signal),
  });
}
