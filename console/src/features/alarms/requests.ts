// Alarms as the server keeps them, page by page, and the word that one has been seen.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page, Shapes } from '@/api/types';

export type AlarmRow = Shapes['AlarmShown'];

const KEY = ['alarms'];

export function useAlarmHistory(rule: string) {
  return useInfiniteQuery({
    queryKey: [...KEY, rule],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AlarmRow>>('/alarms', { rule, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 30_000,
  });
}

export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note: string }) =>
      api.post<AlarmRow>(`/alarms/${encodeURIComponent(id)}/acknowledge`, { note }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Shows the list anew when the live line tells of a change. */
export function useRefreshHistory() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: KEY });
}
