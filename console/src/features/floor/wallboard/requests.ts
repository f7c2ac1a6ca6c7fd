// Wallboards, their trends, and the links of screens.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';
import type { Tile, Wallboard } from './model';

export type Trends = Record<string, Shapes['TrendPoint'][]>;
export type Link = Shapes['ScreenShown'];

export const TRENDS_EVERY_MS = 60_000;

const wallboardsQuery = queryOptions({
  queryKey: ['wallboards'],
  queryFn: async ({ signal }) =>
    (await api.get<{ items: Wallboard[] }>('/wallboards', undefined, signal)).items,
  refetchInterval: 60_000,
});

export function useWallboards() {
  return useQuery(wallboardsQuery);
}

export function linesOf(trends: Shapes['Trends'] | undefined): Trends {
  return Object.fromEntries((trends?.items ?? []).map((one) => [one.tile_id, one.points]));
}

export function useTrends(id: string, hasTrends: boolean): Trends {
  const { data } = useQuery({
    queryKey: ['wallboards', id, 'trends'],
    queryFn: ({ signal }) =>
      api.get<Shapes['Trends']>(`/wallboards/${encodeURIComponent(id)}/trends`, undefined, signal),
    enabled: hasTrends,
    refetchInterval: TRENDS_EVERY_MS,
  });
  return linesOf(data);
}

export interface Draft {
  id: string;
  name: string;
  theme: Wallboard['theme'];
  language: Wallboard['language'];
  tiles: readonly Tile[];
  expected_version: number;
}

export function usePutWallboard() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Draft) =>
      api.put<Wallboard>(`/wallboards/${encodeURIComponent(id)}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: wallboardsQuery.queryKey }),
  });
}

export function useDeleteWallboard() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/wallboards/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: wallboardsQuery.queryKey }),
  });
}

const linksKey = (id: string) => ['wallboards', id, 'links'];

export function useLinks(id: string) {
  return useQuery({
    queryKey: linksKey(id),
    queryFn: async ({ signal }) =>
      (
        await api.get<{ items: Link[] }>(
          `/wallboards/${encodeURIComponent(id)}/screens`,
          undefined,
          signal,
        )
      ).items,
  });
}

export function useMakeLink(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      api.post<Shapes['ScreenMade']>(`/wallboards/${encodeURIComponent(id)}/screens`, { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: linksKey(id) }),
    gcTime: 0,
  });
}

export function useTakeBack(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link: string) => api.delete(`/wallboards/screens/${encodeURIComponent(link)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: linksKey(id) }),
  });
}
