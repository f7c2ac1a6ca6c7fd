// What is missing, held, and due, and the two things that can be done about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';

export type Missing = Shapes['MissingShown'];
export type Hold = Shapes['HoldShown'];
export type Due = Shapes['DueShown'];

const MISSING = ['recordings', 'missing'];
const HOLDS = ['recordings', 'holds'];
const AGAIN_MS = 3_000;

export function useMissing(enabled: boolean) {
  return useQuery({
    queryKey: MISSING,
    queryFn: ({ signal }) =>
      api.get<Shapes['MissingList']>('/recordings/missing', undefined, signal),
    enabled,
  });
}

export function useHolds() {
  return useQuery({
    queryKey: HOLDS,
    queryFn: ({ signal }) => api.get<Shapes['Holds']>('/recordings/holds', undefined, signal),
  });
}

export function useRetention() {
  return useQuery({
    queryKey: ['recordings', 'retention'],
    queryFn: ({ signal }) =>
      api.get<Shapes['RetentionShown']>('/recordings/retention', undefined, signal),
  });
}

/** Sealing takes a moment; then the list is read again. */
export function useRetry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (contactId: string) =>
      api.post<void>(`/recordings/missing/${encodeURIComponent(contactId)}/retry`),
    onSuccess: () =>
      window.setTimeout(() => void client.invalidateQueries({ queryKey: MISSING }), AGAIN_MS),
  });
}

export function useRelease() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { id: string; reason: string }) =>
      api.post<Hold>(`/recordings/holds/${given.id}/release`, { reason: given.reason }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['recordings'] }),
        client.invalidateQueries({ queryKey: ['contacts'] }),
      ]),
  });
}
