// The list's state, all of it in the address: filters, columns, the open row.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { instantsOf } from '@/components/range/timeRange';
import { useSession } from '@/frame/session';
import { type ColumnId, columnsFromWord, USUAL_COLUMNS } from './columns';
import { type ContactFilters, filtersFromSearch, filtersToQuery, filtersToSearch } from './filters';

const REMEMBERED = 'callfloor.contacts.columns';

export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const { zone } = useSession().tenant;
  const filters = useMemo(() => filtersFromSearch(search), [search]);
  const columns = columnsFromWord(search.get('cols') ?? localStorage.getItem(REMEMBERED));
  const query = useMemo(
    () => filtersToQuery(filters, instantsOf(filters.range, zone, Date.now())),
    [filters, zone],
  );
  return {
    filters,
    columns,
    query,
    open: search.get('open'),
    setFilters: (next: ContactFilters) => {
      const after = filtersToSearch(next);
      const cols = search.get('cols');
      if (cols) after.set('cols', cols);
      setSearch(after);
    },
    setColumns: (next: ColumnId[]) => {
      localStorage.setItem(REMEMBERED, next.join(','));
      setSearch((before) => {
        if (columnsFromWord(next.join(',')).join() === USUAL_COLUMNS.join()) before.delete('cols');
        else before.set('cols', next.join(','));
        return before;
      });
    },
    setOpen: (id: string | null) =>
      setSearch((before) => {
        if (id) before.set('open', id);
        else before.delete('open');
        return before;
      }),
  };
}
