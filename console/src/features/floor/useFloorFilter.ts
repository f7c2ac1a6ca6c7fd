// The filter of the floor page, read from the address and written to it.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type FloorFilter, readFilter } from './filter';

export function useFloorFilter(): {
  filter: FloorFilter;
  set: (name: string, value: string | readonly string[]) => void;
  search: URLSearchParams;
  replace: (query: string) => void;
} {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search), [search]);
  const set = (name: string, value: string | readonly string[]) =>
    setSearch(
      (before) => {
        const text = typeof value === 'string' ? value : value.join(',');
        if (text) before.set(name, text);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  return { filter, set, search, replace: (query) => setSearch(query) };
}
