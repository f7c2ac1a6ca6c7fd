// Alerts as the server keeps them, and what a person does about one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page, Shapes } from '@/api/types';

export type AlertRow = Shapes['AlertShown'];
export type AlertWhole = Shapes['AlertWhole'];
export type Check = Shapes['CheckShown'];
export type Evidence = Shapes['EvidenceShown'];
export type Person = Shapes['Person'];

const KEY = ['alerts'];
const MOST = 200;

/** The newest 200: the page groups them, so it wants them together. */
export function useAlerts(filters: { open?: boolean; owner_role?: string; owner?: string }) {
  return useQuery({
    queryKey: [...KEY, 'list', filters],
    queryFn: ({ signal }) =>
      api.get<Page<AlertRow>>('/alerts', { ...filters, limit: MOST }, signal),
    refetchInterval: 60_000,
  });
}

export function useAlert(id: string) {
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: ({ signal }) => api.get<AlertWhole>(`/alerts/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: 60_000,
  });
}

export function usePeople(enabled: boolean) {
  return useQuery({
    queryKey: [...KEY, 'people'],
    queryFn: ({ signal }) => api.get<Person[]>('/alerts/people', {}, signal),
    enabled,
    staleTime: 300_000,
  });
}

export type Deed =
  | { deed: 'owner'; body: { user_id: string } }
  | { deed: 'comments' | 'reopen'; body: { text: string } }
  | { deed: 'actions'; body: { text: string; check: string } }
  | { deed: 'due'; body: { due: string; reason: string } }
  | { deed: 'close'; body?: undefined };

export function useDeed(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, body }: Deed) =>
      api.post<AlertWhole>(`/alerts/${encodeURIComponent(id)}/${deed}`, body),
    onSuccess: (alert) => client.setQueryData([...KEY, id], alert),
    onSettled: () => client.invalidateQueries({ queryKey: [...KEY, 'list'] }),
  });
}
