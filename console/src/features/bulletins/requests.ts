// Bulletins as the server keeps them, page by page; writing one and taking it back.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page, Shapes } from '@/api/types';
import { useBulletinsTurn } from '@/live/liveStore';

export type Bulletin = Shapes['BulletinShown'];
export type Draft = Shapes['BulletinDraft'];
export type Reader = Shapes['Reader'];

const KEY = ['bulletins', 'written'];

/** Of `current` ones, or of those that are over or were taken back. */
export function useBulletins(current: boolean) {
  const turn = useBulletinsTurn();
  return useInfiniteQuery({
    queryKey: [...KEY, current, turn],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Bulletin>>('/bulletins', { current, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}

export function useReaders(id: string) {
  const turn = useBulletinsTurn();
  return useQuery({
    queryKey: ['bulletins', 'readers', id, turn],
    queryFn: ({ signal }) =>
      api.get<Shapes['Readers']>(`/bulletins/${encodeURIComponent(id)}/readers`, undefined, signal),
    placeholderData: (before) => before,
  });
}

export function useWrite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => api.post<Bulletin>('/bulletins', draft),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useTakeBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api.post<Bulletin>(`/bulletins/${encodeURIComponent(id)}/take_back`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
