// The names behind ids, for everyone who is logged in.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { Shapes } from './types';

export type NameLists = Shapes['NameLists'];

export const namesQuery = queryOptions({
  queryKey: ['names'],
  queryFn: ({ signal }) => api.get<NameLists>('/names', undefined, signal),
  staleTime: 60_000,
});

export function useNameLists(): NameLists | undefined {
  return useQuery(namesQuery).data;
}
