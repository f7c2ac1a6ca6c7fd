// The shapes of indicators, as the server gives them.
import type { Definition } from '@/api/definitions';

export type { Definition };

export const GRAINS = [
  'centre',
  'queue',
  'team',
  'agent',
  'call_type',
  'dnis',
  'channel',
  'trunk_group',
  'shift',
  'evaluator',
] as const;
export type Grain = (typeof GRAINS)[number];
export type Unit = Definition['unit'];
export type Step = 'half_hour' | 'day' | 'week' | 'month' | 'total';
export type Flag =
  | 'low_sample'
  | 'no_source'
  | `ledger_gap_${'labour' | 'telecom' | 'technology' | 'facilities' | 'training' | 'other'}`;

/** A band with one edge or both. */
export type Target = { low: number | null; high: number | null } | null;

export interface IndicatorRow {
  grain_key: string;
  name: string;
  bucket: string;
  indicator: string;
  value: number | null;
  numerator: number;
  denominator: number | null;
  variant: string;
  sample_size: number;
  status: 'provisional' | 'final';
  flags: Flag[];
  unit: Unit;
  target: Target;
}

export interface Indicators {
  definitions: Definition[];
  rows: IndicatorRow[];
}
