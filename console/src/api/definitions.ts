// What each indicator is called and says, as the server defines it: nothing of it is written here.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { api } from './client';
import type { Names } from './types';

export interface Definition {
  id: string;
  name: Names | string;
  help: Names | string;
  unit: 'percent' | 'seconds' | 'count' | 'per_hour' | 'money';
  /** The variant that is *the* value at the grain. */
  variant: string | null;
  variants: string[];
  /** Facts from outside without which there is no value. */
  needs: string;
}

export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: async ({ signal }): Promise<Definition[]> => {
    const answer = await api.get<{ definitions: Definition[] }>(
      '/indicators/definitions',
      undefined,
      signal,
    );
    return answer.definitions;
  },
  staleTime: 300_000,
});

/** Names and definitions in the reader's language; an id stands for itself until they are here. */
export function useDefinitions(enabled = true) {
  const { data } = useQuery({ ...definitionsQuery, enabled });
  const { language } = usePreferences();
  const found = (id: string) => data?.find((one) => one.id === id);
  return {
    all: data ?? [],
    name: (id: string) => nameIn(found(id)?.name, language) || id,
    help: (id: string) => nameIn(found(id)?.help, language),
  };
}
