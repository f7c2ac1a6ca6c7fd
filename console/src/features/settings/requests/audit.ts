// The trail of who changed what, newest first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Page } from '@/api/types';

export interface AuditEntry {
  position: number;
  at: string;
  actor: string;
  actor_name: string;
  action: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  address: string;
}

export function useAudit(filter: { action: string; subject: string }) {
  return useInfiniteQuery({
    queryKey: ['settings', 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AuditEntry>>('/audit', { ...filter, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
