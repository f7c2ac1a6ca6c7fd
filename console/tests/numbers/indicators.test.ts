// How indicators are judged, ordered and led back to their contacts.
import { describe, expect, it } from 'vitest';
import { trendOption } from '@/features/numbers/chart';
import {
  byEntity,
  contactsBehind,
  edgesOf,
  periodBefore,
  standardRows,
  stepFor,
  verdictOf,
} from '@/features/numbers/indicators';
import type { IndicatorRow } from '@/features/numbers/types';

const row = (over: Partial<IndicatorRow>): IndicatorRow => ({
  grain_key: 'sales',
  name: 'Sales',
  bucket: '2026-11-20T00:00:00Z',
  indicator: 'service_level',
  value: 80,
  numerator: 8,
  denominator: 10,
  variant: 'offered',
  sample_size: 10,
  status: 'final',
  flags: [],
  unit: 'percent',
  target: { low: 80, high: null },
  ...over,
});

describe('targets', () => {
  it('have one edge, both or none', () => {
    expect(edgesOf({ low: 80, high: null })).toEqual({ low: 80, high: null });
    expect(edgesOf(null)).toEqual({ low: null, high: null });
  });

  it('judge with inclusive edges, and nothing judges null', () => {
    const edges = { low: 30, high: 60 };
    expect([30, 60, 62, 90, 28, 10].map((value) => verdictOf(value, edges))).toEqual([
      'good',
      'good',
      'warn',
      'bad',
      'warn',
      'bad',
    ]);
    expect(verdictOf(null, edges)).toBe('none');
    expect(verdictOf(5, { low: null, high: null })).toBe('none');
  });
});

describe('rows', () => {
  it('take the standard variant of each indicator, the service level first', () => {
    const rows = [
      row({ indicator: 'fcr', variant: 'agent_coded' }),
      row({ variant: 'answered_only', value: 99 }),
      row({ variant: 'offered', value: 70 }),
    ];
    const definitions = [
      {
        id: 'service_level',
        variant: 'offered',
        name: '',
        help: '',
        unit: 'percent' as const,
        variants: ['offered'],
        needs: '',
      },
    ];
    expect(standardRows({ definitions, rows }).map(({ value }) => value)).toEqual([70, 80]);
  });

  it('become one line for each entity', () => {
    const rows = [row({}), row({ indicator: 'fcr' }), row({ grain_key: 'care', name: 'Care' })];
    const entities = byEntity(rows);
    expect(entities.map(({ name }) => name)).toEqual(['Care', 'Sales']);
    expect(Object.keys(entities[1]?.values ?? {})).toEqual(['service_level', 'fcr']);
  });
});

describe('time', () => {
  it('is cut in half hours for up to two days', () => {
    expect(stepFor('2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z')).toBe('half_hour');
    expect(stepFor('2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z')).toBe('day');
  });
  it('has as long a time before it', () => {
    expect(periodBefore('2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z')).toEqual({
      from: '2026-11-19T00:00:00.000Z',
      to: '2026-11-20T00:00:00.000Z',
    });
  });
});

describe('the contacts behind a figure', () => {
  it('are those of the same time, entity and outcome', () => {
    expect(contactsBehind('abandonment_rate', 'queue', 'sales', { preset: '7d' })).toBe(
      '/contacts?range=7d&queue=sales&outcome=abandoned',
    );
    expect(contactsBehind('total_contacts', 'centre', '', { preset: 'today' })).toBe('/contacts');
    expect(contactsBehind('occupancy', 'agent', 'ana', { preset: 'today' })).toBeNull();
  });
});

describe('the trend', () => {
  const words = {
    value: 'now',
    before: 'before',
    target: 'target',
    sample: String,
    figure: String,
  };
  const look = { text: '#000', line: '#ccc', background: '#fff' };
  it('leaves gaps where there is no value, and shows the band', () => {
    const points = [
      { bucket: 'a', label: 'a', value: 70, sample_size: 3 },
      { bucket: 'b', label: 'b', value: null, sample_size: 0 },
    ];
    const option = trendOption(points, [60], { low: 80, high: null }, true, words, look);
    const [now, before] = option.series as { data: unknown; markArea?: { data: unknown } }[];
    expect(now?.data).toEqual([70, null]);
    expect(before?.data).toEqual([60, null]);
    expect(now?.markArea?.data).toEqual([[{ name: 'target', yAxis: 80 }, { yAxis: 100 }]]);
  });
});
