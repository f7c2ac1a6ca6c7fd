// Callbacks to be made and abandoned calls to see to, read off the floor every few seconds.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';

export type Callback = Shapes['Callback'];
export type Abandoned = Shapes['Abandoned'];
export type SeeTo = 'claim' | 'release' | 'dismiss';

const EVERY_MS = 5_000;
const CALLBACKS = ['callbacks', 'list'];
const ABANDONED = ['callbacks', 'abandoned'];

export function useCallbacks() {
  return useQuery({
    queryKey: CALLBACKS,
    queryFn: ({ signal }) => api.get<Shapes['Callbacks']>('/callbacks', undefined, signal),
    refetchInterval: EVERY_MS,
  });
}

export function useAbandoned() {
  return useQuery({
    queryKey: ABANDONED,
    queryFn: ({ signal }) => api.get<Shapes['AbandonedList']>('/abandoned', undefined, signal),
    refetchInterval: EVERY_MS,
  });
}

/** Another time for a callback; null: it is not made at all. */
export function useMoveCallback() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { id: string; due_at: string | null }) =>
      api.post<Shapes['Callbacks']>(`/callbacks/${given.id}`, { due_at: given.due_at }),
    onSuccess: (answer) => client.setQueryData(CALLBACKS, answer),
  });
}

export function useSeeTo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { id: string; what: SeeTo }) =>
      api.post<Shapes['AbandonedList']>(`/abandoned/${given.id}/${given.what}`, {}),
    onSuccess: (answer) => client.setQueryData(ABANDONED, answer),
  });
}
