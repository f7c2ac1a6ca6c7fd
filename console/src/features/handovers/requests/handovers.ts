// Handover notes: page by page, what a new one would take along, writing and signing.
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page, Shapes } from '@/api/types';

export type Note = Shapes['HandoverNote'];
export type Taken = Shapes['TakenAlong'];
export type NewNote = Shapes['Written'];

const ALL = ['handovers'] as const;

export const notesQuery = (teamId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...ALL, teamId ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Note>>(
        '/handovers',
        { ...(teamId ? { team_id: teamId } : {}), cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: 60_000,
  });

export const takenQuery = (teamId: string) =>
  queryOptions({
    queryKey: [...ALL, 'taken', teamId],
    queryFn: ({ signal }) => api.get<Taken>('/handovers/taken', { team_id: teamId }, signal),
    staleTime: 0,
  });

function useChange<T>(ask: (body: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: () => client.invalidateQueries({ queryKey: ALL }),
  });
}

export const useWrite = () => useChange((note: NewNote) => api.post<Note>('/handovers', note));

export const useSign = () =>
  useChange(({ id, remark }: { id: string; remark: string }) =>
    api.post<Note>(`/handovers/${encodeURIComponent(id)}/sign`, { remark }),
  );
