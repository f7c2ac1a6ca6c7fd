// The shapes of indicators, as the server gives them.
import type { Names } from '@/api/types';

export const GRAINS = ['centre', 'queue', 'team', 'agent'] as const;
export type Grain = (typeof GRAINS)[number];
export type Unit = 'percent' | 'seconds' | 'count' | 'per_hour' | 'money';
export type Step = 'half_hour' | 'day' | 'total';

/** A band with one edge or both. */
export type Target = { low: number | null; high: number | null } | null;

export interface Definition {
  id: string;
  /** The variant that is *the* value. */
  variant: string | null;
  name: Names | string;
}

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
  unit: Unit;
  target: Target;
}

export interface Indicators {
  definitions: Definition[];
  rows: IndicatorRow[];
}
