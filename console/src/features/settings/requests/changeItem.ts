// Writes and removes one setting.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { centreQuery, type Kind } from '@/api/centre';
import { api } from '@/api/client';
import type { Values } from '../fields';

const path = (kind: Kind, id: string) => `/centre/${kind}/${encodeURIComponent(id)}`;

export function usePutItem(kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Values }) => api.put(path(kind, id), body),
    onSuccess: () => client.invalidateQueries({ queryKey: centreQuery.queryKey }),
  });
}

export function useDeleteItem(kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(path(kind, id)),
    onSuccess: () => client.invalidateQueries({ queryKey: centreQuery.queryKey }),
  });
}
