// A time range as people choose it, in the address and as instants in the centre's zone. Pure.
import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

export const PRESETS = ['today', 'yesterday', '7d', '28d'] as const;
export type Preset = (typeof PRESETS)[number];

/** A preset, or from and to as the centre's own clock reads them (to is not included). */
export type TimeRange = { preset: Preset } | { preset: 'custom'; from: string; to: string };

/** UTC, half-open. */
export interface Instants {
  from: string;
  to: string;
}

const CLOCK = 'YYYY-MM-DDTHH:mm';
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

const isPreset = (word: string | null): word is Preset =>
  word !== null && (PRESETS as readonly string[]).includes(word);

/** What the address says; anything it does not say properly is `fallback`. */
export function rangeFromSearch(search: URLSearchParams, fallback: Preset = 'today'): TimeRange {
  const word = search.get('range');
  if (isPreset(word)) return { preset: word };
  const from = search.get('from') ?? '';
  const to = search.get('to') ?? '';
  if (WRITTEN.test(from) && WRITTEN.test(to) && from < to) return { preset: 'custom', from, to };
  return { preset: fallback };
}

export function rangeToSearch(range: TimeRange, fallback: Preset = 'today'): URLSearchParams {
  if (range.preset === 'custom') return new URLSearchParams({ from: range.from, to: range.to });
  return new URLSearchParams(range.preset === fallback ? {} : { range: range.preset });
}

/** The instants of a range. Whole local days, also where a day has 23 or 25 hours. */
export function instantsOf(range: TimeRange, zone: string, nowMs: number): Instants {
  const utcOf = (clock: string) => dayjs.tz(clock, zone).toISOString();
  if (range.preset === 'custom') return { from: utcOf(range.from), to: utcOf(range.to) };
  const today = dayjs(nowMs).tz(zone).format('YYYY-MM-DD');
  const day = (offset: number) =>
    utcOf(`${dayjs.utc(today).add(offset, 'day').format('YYYY-MM-DD')}T00:00`);
  if (range.preset === 'today') return { from: day(0), to: day(1) };
  if (range.preset === 'yesterday') return { from: day(-1), to: day(0) };
  return { from: day(range.preset === '7d' ? -6 : -27), to: day(1) };
}

/** An instant as the centre's clock reads it, for the address. */
export function clockOf(instant: string, zone: string): string {
  return dayjs(instant).tz(zone).format(CLOCK);
}

/** What was picked in a calendar, as the centre's own clock reads it, wherever the reader sits. */
export function instantOf(picked: Dayjs, zone: string): string {
  return dayjs.tz(picked.format('YYYY-MM-DDTHH:mm:ss.SSS'), zone).toISOString();
}

/** The other way: an instant for a calendar that shows the centre's own clock. */
export function pickedOf(instantMs: number, zone: string): Dayjs {
  return dayjs(dayjs(instantMs).tz(zone).format(CLOCK));
}

/** The custom range that equals one bucket of a table: from an instant, so many minutes. */
export function bucketRange(startIso: string, minutes: number, zone: string): TimeRange {
  const end = dayjs(startIso).add(minutes, 'minute').toISOString();
  return { preset: 'custom', from: clockOf(startIso, zone), to: clockOf(end, zone) };
}
