// One contact with its timeline.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactDetail } from '../types';

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) =>
      api.get<ContactDetail>(`/contacts/${encodeURIComponent(id)}`, undefined, signal),
    // A contact that goes on grows; one that has ended stays as it is, its wrap-up aside.
    refetchInterval: (query) => (query.state.data && !query.state.data.ended_at ? 3_000 : false),
  });

export function useContact(id: string) {
  return useQuery(contactQuery(id));
}
