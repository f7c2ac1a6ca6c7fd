// The state of the page, all of it in the address: time, grain, whose, which trend.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import {
  instantsOf,
  rangeFromSearch,
  rangeToSearch,
  type TimeRange,
} from '@/components/range/timeRange';
import { useSession } from '@/frame/session';
import { GRAINS, type Grain } from './types';

export function useNumbers() {
  const [search, setSearch] = useSearchParams();
  const { zone } = useSession().tenant;
  const range = useMemo(() => rangeFromSearch(search), [search]);
  const word = search.get('grain') as Grain | null;
  const grain: Grain = word && GRAINS.includes(word) ? word : 'centre';
  const instants = useMemo(() => instantsOf(range, zone, Date.now()), [range, zone]);
  const set = (changes: Record<string, string | null>) =>
    setSearch((before) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value) before.set(name, value);
        else before.delete(name);
      }
      return before;
    });
  return {
    range,
    zone,
    grain,
    instants,
    entity: grain === 'centre' ? null : search.get('key'),
    trend: search.get('trend') ?? 'service_level',
    setRange: (next: TimeRange) => {
      const words = rangeToSearch(next);
      set({ range: words.get('range'), from: words.get('from'), to: words.get('to') });
    },
    setGrain: (next: Grain) => set({ grain: next === 'centre' ? null : next, key: null }),
    setEntity: (key: string | null) => set({ key }),
    setTrend: (indicator: string) => set({ trend: indicator }),
  };
}
