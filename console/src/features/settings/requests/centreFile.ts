// The centre as a file: taken out as YAML, compared, put in.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { centreQuery } from '@/api/centre';
import { api } from '@/api/client';
import { type FieldError, problemOf, unreachable } from '@/api/problem';

export interface Change {
  action: 'create' | 'update' | 'delete';
  kind: string;
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface Applied {
  changes: Change[];
  errors: FieldError[];
}

export function useApply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { yaml: string; dry_run: boolean; prune: boolean }) =>
      api.post<Applied>('/centre/apply', given),
    onSuccess: (_, { dry_run }) =>
      dry_run ? undefined : client.invalidateQueries({ queryKey: centreQuery.queryKey }),
  });
}

/** The file itself is text, not JSON. */
export function useExportFile() {
  return useMutation({
    mutationFn: async (): Promise<string> => {
      const response = await fetch('/api/centre/export', { credentials: 'same-origin' }).catch(
        () => null,
      );
      if (!response) throw unreachable();
      if (!response.ok) throw await problemOf(response);
      return response.text();
    },
  });
}
