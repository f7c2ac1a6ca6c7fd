// Flows as they are written: drafts, checks, try-outs, versions, figures.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { centreQuery } from '@/api/centre';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';
import type { Data, FlowBody } from './model';

export type Draft = Shapes['Draft'];
export type Problem = Shapes['ProblemShown'];
export type Tried = Shapes['Tried'];
export type Line = Shapes['LineShown'];

export interface Version {
  version: number;
  body: Data | null;
  changed_at: string;
  author_name: string;
}

const KEY = ['settings', 'flows'];
const path = (flow: string, what: string) => `/flows/${encodeURIComponent(flow)}/${what}`;

export function useDraft(flow: string, isNew: boolean) {
  return useQuery({
    queryKey: [...KEY, flow, 'draft'],
    queryFn: ({ signal }) => api.get<Draft>(path(flow, 'draft'), undefined, signal),
    enabled: !isNew,
    // The editor holds the truth from here on; what others save shows as a conflict.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

export function useDrafts() {
  return useQuery({
    queryKey: [...KEY, 'drafts'],
    queryFn: ({ signal }) => api.get<Shapes['Drafts']>('/flows/drafts', undefined, signal),
  });
}

export function useSaveDraft(flow: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { body: FlowBody; revision: number }) =>
      api.put<Draft>(path(flow, 'draft'), given),
    onSuccess: () => client.invalidateQueries({ queryKey: [...KEY, 'drafts'] }),
  });
}

export function useDropDraft(flow: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(path(flow, 'draft')),
    onSuccess: () => client.invalidateQueries({ queryKey: [...KEY, 'drafts'] }),
  });
}

export function usePublish(flow: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (revision: number) =>
      api.post<Shapes['Published']>(path(flow, 'publish'), { revision }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [...KEY, 'drafts'] }),
        client.invalidateQueries({ queryKey: [...KEY, flow, 'versions'] }),
        client.invalidateQueries({ queryKey: centreQuery.queryKey }),
      ]),
  });
}

/** What is wrong with the flow as it is on the page. */
export function useProblems(body: FlowBody | null) {
  return useQuery({
    queryKey: [...KEY, 'check', body],
    queryFn: () => api.post<Draft>('/flows/check', { body, revision: 0 }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export interface Trial {
  keys: string[];
  language: string;
  open: boolean | null;
  at: string | null;
  variables: Record<string, string>;
  customer: Record<string, string>;
  http: Record<string, { status: number; body: unknown; failure: string }>;
}

export function useTryOut(body: FlowBody, trial: Trial) {
  return useQuery({
    queryKey: [...KEY, 'try', body, trial],
    queryFn: () => api.post<Tried>('/flows/try', { body, ...trial }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
}

export function useVersions(flow: string) {
  return useQuery({
    queryKey: [...KEY, flow, 'versions'],
    queryFn: ({ signal }) =>
      api.get<{ items: Version[] }>('/centre/history', { kind: 'flows', id: flow }, signal),
  });
}

export function useFigures(flow: string, days: number) {
  return useQuery({
    queryKey: [...KEY, flow, 'figures', days],
    queryFn: ({ signal }) => api.get<Shapes['Figures']>(path(flow, 'figures'), { days }, signal),
  });
}
