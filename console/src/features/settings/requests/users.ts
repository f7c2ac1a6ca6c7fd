// The people who log in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page } from '@/api/types';

export interface User {
  id: string;
  login: string;
  name: string;
  email: string;
  roles: string[];
  agent_id: string;
  language: string;
  is_active: boolean;
  created_at: string;
  last_login_at: string | null;
}

export type UserDraft = Partial<
  Pick<User, 'login' | 'name' | 'email' | 'roles' | 'agent_id' | 'language' | 'is_active'>
> & { password?: string };

const KEY = ['settings', 'users'];

export function useUsers() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<Page<User>>('/users', undefined, signal),
  });
}

/** Without an id a new user is made; else what the draft names is changed. */
export function useSaveUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, draft }: { id: string | null; draft: UserDraft }) =>
      id ? api.patch<User>(`/users/${id}`, draft) : api.post<User>('/users', draft),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
