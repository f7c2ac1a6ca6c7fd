// The list of contacts, page by page behind a cursor.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactRow, Page } from '@/api/types';

const PAGE = 100;

type Query = Record<string, string>;

export function contactPage(query: Query, cursor: string, signal?: AbortSignal) {
  return api.get<Page<ContactRow>>('/contacts', { ...query, cursor, limit: PAGE }, signal);
}

export const contactListQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', query],
    queryFn: ({ pageParam, signal }) => contactPage(query, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export function useContactList(query: Query) {
  return useInfiniteQuery(contactListQuery(query));
}

/** All rows of a question, up to `most`: for the export. */
export async function allContacts(query: Query, most: number): Promise<ContactRow[]> {
  const rows: ContactRow[] = [];
  let cursor: string | null = '';
  while (cursor !== null && rows.length < most) {
    const page: Page<ContactRow> = await contactPage(query, cursor);
    rows.push(...page.items);
    cursor = page.next_cursor;
  }
  return rows.slice(0, most);
}
