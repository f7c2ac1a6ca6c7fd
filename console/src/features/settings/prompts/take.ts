// Recording a prompt by phone: what the floor tells of the call, and what can be pressed in it.
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';

export type Take = Shapes['Take'];
export type Key = '1' | '2' | '#';

const LOOK_AGAIN_MS = 700;
const path = (id: string) => `/prompts/takes/${id}`;

/** Keys that do something where the call stands. */
export const KEYS: Readonly<Record<string, readonly Key[]>> = {
  told: ['#'],
  recording: ['#'],
  deciding: ['1', '2'],
};

export function useTake(begun: Take) {
  return useQuery({
    queryKey: ['take', begun.id],
    queryFn: ({ signal }) => api.get<Take>(path(begun.id), undefined, signal),
    initialData: begun,
    refetchInterval: ({ state }) => (state.data?.phase === 'over' ? false : LOOK_AGAIN_MS),
    gcTime: 0,
  });
}

export function useBeginTake(prompt: string, language: string) {
  return useMutation({
    mutationFn: (number: string) =>
      api.post<Take>(`/prompts/${encodeURIComponent(prompt)}/${language}/take`, { number }),
  });
}

export const press = (id: string, key: Key) => api.post<Take>(`${path(id)}/keys`, { key });
export const hangUp = (id: string) => api.delete<Take>(path(id));
