// Writes and removes one setting.
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { centreQuery, type Kind } from '@/api/centre';
import { api } from '@/api/client';
import type { Values } from '../fields';

/** Reports are built by people who may not change how the centre works: they have a way of their own. */
const path = (kind: Kind, id: string) =>
  `${kind === 'reports' ? '' : '/centre'}/${kind}/${encodeURIComponent(id)}`;

async function afterwards(client: QueryClient, kind: Kind): Promise<void> {
  if (kind === 'reports') await client.invalidateQueries({ queryKey: ['reports'] });
  await client.invalidateQueries({ queryKey: centreQuery.queryKey });
}

export function usePutItem(kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Values }) => api.put(path(kind, id), body),
    onSuccess: () => afterwards(client, kind),
  });
}

export function useDeleteItem(kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(path(kind, id)),
    onSuccess: () => afterwards(client, kind),
  });
}
