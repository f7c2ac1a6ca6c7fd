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
  /** What became of its recording; `yes` and `no`: there is one to be heard, or none. */
  recording?: RecordingWord;
  /** What became of the screens of its agents. */
  screen?: ScreenWord;
  /** Length of the recording, in minutes. */
  least?: number;
  most?: number;
  paused?: boolean;
  held?: boolean;
  q?: string;
  /** Only the contacts behind this figure (an indicator), of this variant, at this place. */
  figure?: string;
  variant?: string;
  grain?: string;
  key?: string;
  part?: FigurePart;
}

export const CHANNELS = ['voice', 'web_call', 'chat', 'email', 'sms'] as const;
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

export const RECORDINGS = ['yes', 'no', 'missing', 'damaged', 'removed', 'not_kept'] as const;
export type RecordingWord = (typeof RECORDINGS)[number];
export const SCREENS = ['stored', 'missing', 'damaged', 'removed', 'not_kept'] as const;
export type ScreenWord = (typeof SCREENS)[number];
const FLAGS = ['paused', 'held'] as const;
const MINUTES = ['least', 'most'] as const;
const MINUTE_MS = 60_000;

const WORDS = ['queue', 'agent', 'channel', 'outcome', 'q'] as const;
/** Those that count above the fraction of a figure, those only below, or both. */
export const PARTS = ['all', 'cases', 'rest'] as const;
export type FigurePart = (typeof PARTS)[number];
const FIGURE = ['figure', 'variant', 'grain', 'key'] as const;

export function filtersFromSearch(search: URLSearchParams): ContactFilters {
  const filters: ContactFilters = { range: rangeFromSearch(search) };
  for (const word of WORDS) {
    const value = search.get(word)?.trim();
    if (value) filters[word] = value;
  }
  for (const word of FIGURE) {
    const value = search.get(word);
    if (value && search.has('figure')) filters[word] = value;
  }
  const part = PARTS.find((word) => word === search.get('part'));
  if (part && filters.figure) filters.part = part;
  const recording = RECORDINGS.find((word) => word === search.get('recording'));
  if (recording) filters.recording = recording;
  const screen = SCREENS.find((word) => word === search.get('screen'));
  if (screen) filters.screen = screen;
  for (const flag of FLAGS) {
    const value = search.get(flag);
    if (value === 'yes' || value === 'no') filters[flag] = value === 'yes';
  }
  for (const field of MINUTES) {
    const value = Number.parseFloat(search.get(field) ?? '');
    if (value >= 0 && value <= 1440) filters[field] = value;
  }
  return filters;
}

/** Only what differs from the plain list is written, so that addresses stay short. */
export function filtersToSearch(filters: ContactFilters): URLSearchParams {
  const search = rangeToSearch(filters.range);
  for (const word of WORDS) {
    const value = filters[word]?.trim();
    if (value) search.set(word, value);
  }
  for (const word of [...FIGURE, 'part'] as const) {
    const value = filters[word];
    if (value && filters.figure) search.set(word, value);
  }
  if (filters.recording) search.set('recording', filters.recording);
  if (filters.screen) search.set('screen', filters.screen);
  for (const flag of FLAGS)
    if (filters[flag] !== undefined) search.set(flag, filters[flag] ? 'yes' : 'no');
  for (const field of MINUTES)
    if (filters[field] !== undefined) search.set(field, String(filters[field]));
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
  for (const word of [...FIGURE, 'part'] as const) {
    const value = filters[word];
    if (value && filters.figure) query[word] = value;
  }
  const { recording, least, most } = filters;
  if (recording === 'yes' || recording === 'no') query.has_recording = String(recording === 'yes');
  else if (recording) query.recording = recording;
  if (filters.screen) query.screen = filters.screen;
  for (const flag of FLAGS) if (filters[flag] !== undefined) query[flag] = String(filters[flag]);
  if (least !== undefined) query.recording_min_ms = String(Math.round(least * MINUTE_MS));
  if (most !== undefined) query.recording_max_ms = String(Math.round(most * MINUTE_MS));
  return query;
}

/** How many filters narrow the list, the time range aside. */
export function narrowing(filters: ContactFilters): number {
  const words = [...WORDS, 'figure'] as const;
  return words.filter((word) => filters[word]).length + recordingFilters(filters);
}

/** The list without the figure whose contacts it shows. */
export function withoutFigure(filters: ContactFilters): ContactFilters {
  const { figure: _, variant: _v, grain: _g, key: _k, part: _p, ...rest } = filters;
  return rest;
}

/** How many of them are about recordings. */
export function recordingFilters(filters: ContactFilters): number {
  const fields = ['recording', 'screen', ...MINUTES, ...FLAGS] as const;
  return fields.filter((field) => filters[field] !== undefined).length;
}
