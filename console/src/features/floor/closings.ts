// The emergency closings as the server tells them, and the switch.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { centreQuery } from '@/api/centre';
import { api } from '@/api/client';

export interface Closing {
  id: string;
  name: string;
  /** None: the whole centre. */
  queues: string[];
  is_closed: boolean;
  waiting: 'stay' | 'leave';
  changed_at: string;
  changed_by: string;
}

export const closingsQuery = queryOptions({
  queryKey: ['closings'],
  queryFn: ({ signal }) => api.get<{ items: Closing[] }>('/closings', undefined, signal),
  refetchInterval: 30_000,
});

export function useSwitch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Pick<Closing, 'id' | 'is_closed' | 'waiting'>) =>
      api.post<{ items: Closing[] }>(`/closings/${encodeURIComponent(id)}/switch`, body),
    onSuccess: (shown) => {
      client.setQueryData(closingsQuery.queryKey, shown);
      return client.invalidateQueries({ queryKey: centreQuery.queryKey });
    },
  });
}
