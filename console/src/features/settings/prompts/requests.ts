// The centre's own prompts: their sounds by language, their versions, and the files sent in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { centreQuery } from '@/api/centre';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';

export type PromptShown = Shapes['PromptShown'];
export type SoundShown = Shapes['SoundShown'];

export interface PromptVersion {
  version: number;
  body: { name: string; sounds: Record<string, string> } | null;
  changed_at: string;
  author_name: string;
}

const KEY = ['settings', 'prompts'];
const item = (id: string) => `/centre/prompts/${encodeURIComponent(id)}`;

export const soundAddress = (sound: string) => `/api/prompts/sounds/${sound}`;

export function usePrompts() {
  return useQuery({
    queryKey: [...KEY, 'all'],
    queryFn: ({ signal }) => api.get<Shapes['Prompts']>('/prompts', undefined, signal),
  });
}

export function usePromptVersions(id: string) {
  return useQuery({
    queryKey: [...KEY, 'versions', id],
    queryFn: ({ signal }) =>
      api.get<{ items: PromptVersion[] }>('/centre/history', { kind: 'prompts', id }, signal),
  });
}

export function usePromptsChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: KEY }),
      client.invalidateQueries({ queryKey: centreQuery.queryKey }),
    ]);
}

export function useSendSound(id: string) {
  return useMutation({
    mutationFn: ({ language, file }: { language: string; file: Blob }) =>
      api.put<Shapes['Taken']>(`/prompts/${encodeURIComponent(id)}/${language}`, file),
    onSuccess: usePromptsChanged(),
  });
}

export function usePutPrompt(id: string) {
  return useMutation({
    mutationFn: (body: { name: string; sounds: Record<string, string> }) => api.put(item(id), body),
    onSuccess: usePromptsChanged(),
  });
}

export function useRestorePrompt(id: string) {
  return useMutation({
    mutationFn: (version: number) => api.post(`${item(id)}/restore`, { version }),
    onSuccess: usePromptsChanged(),
  });
}

export function useDeletePrompt(id: string) {
  return useMutation({ mutationFn: () => api.delete(item(id)), onSuccess: usePromptsChanged() });
}
