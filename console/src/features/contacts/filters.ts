// The filters of the contact list, in the address and back, and as the question to the server.
import {
  type Instants,
  rangeFromSearch,
  rangeToSearch,
  type TimeRange,
} from '@/components/range/timeRange';

export interface ContactFilters {
  range: TimeRange;
  queue?: string;
  agent?: string;
  channel?: string;
  /** What became of it: how its queue ended, or its disposition where it never came to one. */
  outcome?: string;
  recording?: boolean;
  q?: string;
}

export const CHANNELS = ['voice', 'web_call'] as const;
export const OUTCOMES = [
  'answered',
  'abandoned',
  'voicemail',
  'overflow',
  'timeout',
  'self_service',
  'ivr_abandoned',
  'closed_hours',
  'system_drop',
] as const;

const WORDS = ['queue', 'agent', 'channel', 'outcome', 'q'] as const;

export function filtersFromSearch(search: URLSearchParams): ContactFilters {
  const filters: ContactFilters = { range: rangeFromSearch(search) };
  for (const word of WORDS) {
    const value = search.get(word)?.trim();
    if (value) filters[word] = value;
  }
  const recording = search.get('recording');
  if (recording === 'yes' || recording === 'no') filters.recording = recording === 'yes';
  return filters;
}

/** Only what differs from the plain list is written, so that addresses stay short. */
export function filtersToSearch(filters: ContactFilters): URLSearchParams {
  const search = rangeToSearch(filters.range);
  for (const word of WORDS) {
    const value = filters[word]?.trim();
    if (value) search.set(word, value);
  }
  if (filters.recording !== undefined) search.set('recording', filters.recording ? 'yes' : 'no');
  return search;
}

export function filtersToQuery(
  filters: ContactFilters,
  instants: Instants,
): Record<string, string> {
  const query: Record<string, string> = { from: instants.from, to: instants.to };
  for (const word of WORDS) {
    const value = filters[word]?.trim();
    if (value) query[word] = value;
  }
  if (filters.recording !== undefined) query.has_recording = String(filters.recording);
  return query;
}

/** How many filters narrow the list, the time range aside. */
export function narrowing(filters: ContactFilters): number {
  return WORDS.filter((word) => filters[word]).length + (filters.recording === undefined ? 0 : 1);
}
