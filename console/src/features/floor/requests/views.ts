// The person's saved views of the floor, on the server.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';

export type SavedView = Shapes['View'];

const PAGE = 'floor';

export const viewsQuery = queryOptions({
  queryKey: ['views', PAGE],
  queryFn: ({ signal }) => api.get<{ items: SavedView[] }>('/views', { page: PAGE }, signal),
  staleTime: 60_000,
});

export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (view: { name: string; query: string }) =>
      api.post<{ items: SavedView[] }>('/views', { page: PAGE, ...view }),
    onSuccess: (shown) => client.setQueryData(viewsQuery.queryKey, shown),
  });
}

export function useDeleteView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/views/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
}
