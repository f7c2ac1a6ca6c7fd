// Keys for programs. The secret comes once, with the answer that makes it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page } from '@/api/types';

export interface Token {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
}

export interface NewToken {
  name: string;
  scopes: string[];
  expires_at: string | null;
}

const KEY = ['settings', 'tokens'];

export function useTokens() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Page<Token>>('/tokens', undefined, signal),
  });
}

export function useMakeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: NewToken) => api.post<Token & { token: string }>('/tokens', token),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    gcTime: 0,
  });
}

export function useDeleteToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/tokens/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
