// Holding recordings, and taking one along as a file.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, withQuery } from '@/api/client';
import { problemOf, unreachable } from '@/api/problem';
import type { Shapes } from '@/api/types';

export type Hold = Shapes['HoldShown'];

export interface HoldAsked {
  reason: string;
  until: string | null;
  contact_ids?: string[];
  search?: Record<string, string>;
}

export function useHold() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: HoldAsked) => api.post<Hold>('/recordings/holds', asked),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['contacts'] }),
        client.invalidateQueries({ queryKey: ['recordings'] }),
      ]),
  });
}

/** The file itself bears who took it, when and why. */
export async function fetchRecording(id: string, reason: string): Promise<Blob> {
  const path = withQuery(`/api/recordings/${encodeURIComponent(id)}/download`, { reason });
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin' });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}
