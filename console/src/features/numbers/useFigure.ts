// How the value of an indicator is written, by its unit.
import { useMemo } from 'react';
import { useFormat } from '@/frame/useFormat';
import type { IndicatorRow, Unit } from './types';

/** Rates of one time among another. */
const OF_TIMES = new Set(['occupancy', 'schedule_adherence']);

/** Digits behind the point: two for money, one for what is no whole number. */
function digitsOf(amount: number, unit: Unit): number {
  if (unit === 'money') return 2;
  return unit === 'per_hour' || !Number.isInteger(amount) ? 1 : 0;
}

export function useFigure() {
  const format = useFormat();
  return useMemo(() => {
    const value = (amount: number | null, unit: Unit): string => {
      if (amount === null) return '–';
      if (unit === 'percent') return format.percent(amount / 100, 1);
      if (unit === 'seconds') return format.duration(Math.round(amount) * 1000);
      return format.number(amount, digitsOf(amount, unit));
    };
    /** What was divided by what: times as times, counts as counts. */
    const division = (row: IndicatorRow): string => {
      const share = OF_TIMES.has(row.indicator);
      const written = (amount: number, isTime: boolean) =>
        isTime ? format.duration(amount) : format.number(amount);
      const top = written(row.numerator, share || row.unit === 'seconds');
      if (row.denominator === null) return top;
      return `${top} / ${written(row.denominator, share || row.unit === 'per_hour')}`;
    };
    return { value, division };
  }, [format]);
}
