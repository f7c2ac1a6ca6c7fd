// Who is logged in, and what that person may do.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, setCsrfToken } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Permission, Session } from '@/api/types';
import { adoptPreferences } from './preferences';

function begun(session: Session): Session {
  setCsrfToken(session.csrf_token);
  adoptPreferences(session.user);
  return session;
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await api.get<Session>('/session');
      return begun(session);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** The session; only for pages inside the frame, where there is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('This page needs a session.');
  return data;
}

/** Who may see the floor live: all of it, or the own part. */
export const LIVE_PERMISSIONS: Permission[] = ['floor.view', 'desk.use'];

export function mayAny(session: Session, permissions: Permission[]): boolean {
  return permissions.length === 0 || permissions.some((name) => session.permissions.includes(name));
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}

/** Logging in and out change everything that was fetched before. */
export function useSessionChanges() {
  const client = useQueryClient();
  // The session itself is changed in place: whoever follows it is told; the rest was another's.
  const change = (session: Session | null) => {
    client.setQueryData(sessionQuery.queryKey, session);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  };
  return {
    async logIn(given: { tenant: string; login: string; password: string }): Promise<void> {
      const session = begun(await api.post<Session>('/session', given));
      change(session);
    },
    async logOut(): Promise<void> {
      await api.delete('/session');
      setCsrfToken('');
      change(null);
    },
  };
}
