// What may be brought in, a file tried and brought in, the history and the way back.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, withQuery } from '@/api/client';
import type { Page, Shapes } from '@/api/types';

export type Kind = Shapes['KindShown'];
export type Outcome = Shapes['ImportOutcome'];
export type Finding = Shapes['FindingShown'];
export type Import = Shapes['ImportShown'];
export type Correction = Shapes['CorrectionShown'];
export const LOCALES = ['en', 'es', 'zh'] as const;

const KEY = ['imports'];

/** A file as it is to be read; `zone` empty: that of the site, or the centre's. */
export interface Given {
  kind: string;
  file: File;
  source: string;
  zone: string;
  locale: (typeof LOCALES)[number];
  /** Of a log: its own names and ours, as `600=sales`; the key by which callers left. */
  rename: string;
  callback_key: string;
}

export type Manner = Omit<Given, 'kind' | 'file'>;
export const PLAIN: Manner = { source: '', zone: '', locale: 'en', rename: '', callback_key: '' };

export function useKinds() {
  return useQuery({
    queryKey: [...KEY, 'kinds'],
    queryFn: ({ signal }) => api.get<Shapes['Kinds']>('/imports/kinds', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useImports(kind: string) {
  return useInfiniteQuery({
    queryKey: [...KEY, 'made', kind],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Import>>('/imports', { kind, cursor: pageParam, limit: 20 }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
}

function send(given: Given, preview: boolean) {
  const { kind, file, ...rest } = given;
  const query = { ...rest, preview, file_name: file.name };
  return api.post<Outcome>(withQuery(`/imports/${kind}`, query), file);
}

export function usePreview() {
  return useMutation({ mutationFn: (given: Given) => send(given, true) });
}

export function useBring() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: Given) => send(given, false),
    onSuccess: () => client.invalidateQueries({ queryKey: [...KEY, 'made'] }),
  });
}

export function useTakeBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api.post<Import>(`/imports/${encodeURIComponent(id)}/take_back`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: [...KEY, 'made'] }),
  });
}

export function templateAddress(kind: string): string {
  return `/api/imports/${encodeURIComponent(kind)}/template`;
}
