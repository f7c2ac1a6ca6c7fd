// Reports: as they are set up, made now, and as they were issued.
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Item } from '@/api/centre';
import { api, withQuery } from '@/api/client';
import { problemOf } from '@/api/problem';
import type { Delivery } from '@/components/DeliveryTags';

export interface Issue {
  id: string;
  name: string;
  begin: string;
  end: string;
  issued_at: string;
  issued_name: string;
  deliveries: Delivery[];
}

export const FORMATS = ['pdf', 'xlsx', 'csv', 'html'] as const;
export type Format = (typeof FORMATS)[number];

const path = (id: string) => `/reports/${encodeURIComponent(id)}`;

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: async ({ signal }) =>
    (await api.get<{ items: Item[] }>('/reports', undefined, signal)).items,
});

/** Where a report lies as a file, as it is now or as it was issued; `here`: to be shown in the console. */
export function fileOf(id: string, issue: string | null, format: Format, here = false): string {
  const whole = issue ? `${path(id)}/issues/${encodeURIComponent(issue)}` : path(id);
  return withQuery(`/api${whole}/file`, { format, here: here || null });
}

/** The page of a report, as it is sent in a mail. */
export const pageQuery = (id: string, issue: string | null) =>
  queryOptions({
    queryKey: ['reports', id, issue],
    queryFn: async ({ signal }) => {
      const response = await fetch(fileOf(id, issue, 'html', true), {
        credentials: 'same-origin',
        signal,
      });
      if (!response.ok) throw await problemOf(response);
      return response.text();
    },
    staleTime: 60_000,
  });

export const issuesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['reports', id, 'issues'],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: Issue[]; next: string | null }>(
        `${path(id)}/issues`,
        { before: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export function useIssueNow(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<{ id: string }>(`${path(id)}/issues`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['reports', id, 'issues'] }),
  });
}
