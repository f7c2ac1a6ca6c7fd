// What would happen to a caller, by the settings that hold now.
import { useMutation } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Names } from '@/api/types';

export interface Tried {
  number: string;
  language: string;
  queue: string;
}

export interface Treated {
  listed: { list: string; list_name: string; kind: string; name: string; note: string }[];
  rules: { id: string; name: string }[];
  refused: boolean;
  message: Names | Record<string, never>;
  priority: number | null;
  queue: string;
  prefer: string;
  agent: string;
  prefer_wait_ms: number;
  language: string;
}

export function useTryCaller() {
  return useMutation({ mutationFn: (tried: Tried) => api.post<Treated>('/callers/try', tried) });
}
