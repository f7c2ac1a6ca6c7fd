// How the value of an indicator is written, by its unit.
import { useMemo } from 'react';
import { useFormat } from '@/frame/useFormat';
import type { IndicatorRow, Unit } from './types';

export function useFigure() {
  const format = useFormat();
  return useMemo(() => {
    const value = (amount: number | null, unit: Unit): string => {
      if (amount === null) return '–';
      if (unit === 'percent') return format.percent(amount / 100, 1);
      if (unit === 'seconds') return format.duration(Math.round(amount) * 1000);
      return format.number(amount, unit === 'per_hour' ? 1 : 0);
    };
    /** What was divided by what: durations as such, counts as such. */
    const division = (row: IndicatorRow): string => {
      const top =
        row.unit === 'seconds' ? format.duration(row.numerator) : format.number(row.numerator);
      if (row.denominator === null) return top;
      const base =
        row.unit === 'per_hour' ? format.duration(row.denominator) : format.number(row.denominator);
      return `${top} / ${base}`;
    };
    return { value, division };
  }, [format]);
}
