// How indicators are ordered, judged and led back to their contacts. Pure.
import { rangeToSearch, type TimeRange } from '@/components/range/timeRange';
import type { Grain, IndicatorRow, Indicators, Step, Target } from './types';

/** The order of the table, by what is asked first; others follow as the server gives them. */
export const ORDER = [
  'service_level',
  'abandonment_rate',
  'answer_rate',
  'avg_speed_of_answer',
  'avg_queue_time',
  'avg_abandon_time',
  'total_contacts',
  'queued_rate',
  'blocked_rate',
  'avg_handle_time',
  'avg_talk_time',
  'avg_hold_time',
  'avg_after_call_work',
  'occupancy',
  'contacts_per_hour',
  'transfer_rate',
  'fcr',
  'schedule_adherence',
  'attendance_rate',
  'quality_score',
  'avg_rings',
  'cost_per_contact',
  'agent_turnover',
] as const;

/** How far beside its target, as a share of it, a value may lie before it counts as bad. */
const MARGIN = 0.125;

/** Made of time, money or people: no list of contacts is behind them. */
const NOT_OF_CONTACTS = new Set([
  'blocked_rate',
  'occupancy',
  'schedule_adherence',
  'attendance_rate',
  'cost_per_contact',
  'agent_turnover',
]);

const OUTCOME: Record<string, string> = {
  abandonment_rate: 'abandoned',
  avg_abandon_time: 'abandoned',
  answer_rate: 'answered',
  avg_speed_of_answer: 'answered',
  avg_handle_time: 'answered',
  avg_talk_time: 'answered',
  avg_hold_time: 'answered',
  avg_after_call_work: 'answered',
  contacts_per_hour: 'answered',
  transfer_rate: 'answered',
  fcr: 'answered',
};

export interface Edges {
  low: number | null;
  high: number | null;
}

export function edgesOf(target: Target): Edges {
  return { low: target?.low ?? null, high: target?.high ?? null };
}

export type Verdict = 'good' | 'warn' | 'bad' | 'none';

export function verdictOf(value: number | null, { low, high }: Edges): Verdict {
  if (value === null || (low === null && high === null)) return 'none';
  const miss = Math.max(low === null ? 0 : low - value, high === null ? 0 : value - high);
  if (miss <= 0) return 'good';
  const edge = low !== null && value < low ? low : (high ?? 0);
  return miss <= Math.abs(edge) * MARGIN ? 'warn' : 'bad';
}

const place = (indicator: string) => {
  const index = (ORDER as readonly string[]).indexOf(indicator);
  return index < 0 ? ORDER.length : index;
};

/** One row for each indicator of each entity: the standard variant, in our order. */
export function standardRows({ definitions, rows }: Indicators): IndicatorRow[] {
  const standard = new Map(definitions.map(({ id, variant }) => [id, variant]));
  const chosen = new Map<string, IndicatorRow>();
  for (const row of rows) {
    const key = `${row.grain_key}|${row.bucket}|${row.indicator}`;
    const wanted = standard.get(row.indicator);
    if (!chosen.has(key) || (wanted && row.variant === wanted)) chosen.set(key, row);
  }
  return [...chosen.values()].sort((a, b) => place(a.indicator) - place(b.indicator));
}

export interface Entity {
  key: string;
  name: string;
  values: Record<string, IndicatorRow>;
}

/** The rows of a table of queues, teams or agents: one entity each, its indicators by name. */
export function byEntity(rows: readonly IndicatorRow[]): Entity[] {
  const entities = new Map<string, Entity>();
  for (const row of rows) {
    const entity = entities.get(row.grain_key) ?? {
      key: row.grain_key,
      name: row.name || row.grain_key,
      values: {},
    };
    entity.values[row.indicator] = row;
    entities.set(row.grain_key, entity);
  }
  return [...entities.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Half hours for up to two days, then days, weeks from four months on, months from two years on. */
export function stepFor(from: string, to: string): Step {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days <= 2) return 'half_hour';
  if (days <= 120) return 'day';
  return days <= 730 ? 'week' : 'month';
}

/** As long a time, right before. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const length = Date.parse(to) - Date.parse(from);
  return { from: new Date(Date.parse(from) - length).toISOString(), to: from };
}

/** Where the contacts behind a figure are listed; null where the list cannot tell them. */
export function contactsBehind(
  indicator: string,
  grain: Grain,
  key: string,
  range: TimeRange,
): string | null {
  const isListed = grain === 'centre' || grain === 'queue' || grain === 'agent';
  if (!isListed || NOT_OF_CONTACTS.has(indicator)) return null;
  const search = rangeToSearch(range);
  if (grain === 'queue') search.set('queue', key);
  if (grain === 'agent') search.set('agent', key);
  const outcome = OUTCOME[indicator];
  if (outcome) search.set('outcome', outcome);
  const words = search.toString();
  return words ? `/contacts?${words}` : '/contacts';
}
