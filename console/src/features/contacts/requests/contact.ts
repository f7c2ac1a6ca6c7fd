// One contact with its timeline.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactDetail } from '../types';

/** A desk whose network was away may take so long to send its screen. */
export const COMES_WITHIN_MS = 150_000;

function isGrowing({ ended_at, recordings }: ContactDetail): boolean {
  if (!ended_at) return true;
  const isComing = recordings.some(({ status }) => status === 'running' || status === 'kept');
  return isComing && Date.now() - Date.parse(ended_at) < COMES_WITHIN_MS;
}

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) =>
      api.get<ContactDetail>(`/contacts/${encodeURIComponent(id)}`, undefined, signal),
    // A contact that goes on grows; one that has ended stays as it is, its wrap-up aside.
    refetchInterval: ({ state: { data } }) => (data && isGrowing(data) ? 3_000 : false),
  });

export function useContact(id: string) {
  return useQuery(contactQuery(id));
}
