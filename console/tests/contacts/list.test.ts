// The list's filters in the address, its columns, its export, and the recording's step.
import { describe, expect, it } from 'vitest';
import { columnsFromWord, USUAL_COLUMNS } from '@/features/contacts/columns';
import { toCsv } from '@/features/contacts/csv';
import {
  filtersFromSearch,
  filtersToQuery,
  filtersToSearch,
  narrowing,
} from '@/features/contacts/filters';
import { factAt, startOf } from '@/features/contacts/step';

describe('filters', () => {
  it.each([
    '',
    'range=7d',
    'range=28d&queue=sales&q=%2B49+30',
    'from=2026-11-01T00%3A00&to=2026-11-02T00%3A00&outcome=abandoned&recording=no',
    'agent=maria&channel=web_call&recording=yes',
    'recording=missing&least=1&most=15.5&paused=yes&held=no',
  ])('come back from the address as they went in: %s', (address) => {
    const filters = filtersFromSearch(new URLSearchParams(address));
    expect(filtersFromSearch(filtersToSearch(filters))).toEqual(filters);
    expect([...filtersToSearch(filters)].sort()).toEqual([...new URLSearchParams(address)].sort());
  });

  it('ignore what makes no sense', () => {
    const filters = filtersFromSearch(
      new URLSearchParams('range=soon&from=2026-11-02T00:00&to=2026-11-01T00:00&recording=maybe'),
    );
    expect(filters).toEqual({ range: { preset: 'today' } });
    expect(narrowing(filters)).toBe(0);
  });

  it('ask the server in its words', () => {
    const filters = filtersFromSearch(new URLSearchParams('queue=sales&recording=no'));
    expect(filtersToQuery(filters, { from: 'a', to: 'b' })).toEqual({
      from: 'a',
      to: 'b',
      queue: 'sales',
      has_recording: 'false',
    });
  });

  it('ask about recordings', () => {
    const filters = filtersFromSearch(
      new URLSearchParams('recording=damaged&least=0.5&most=10&paused=yes&held=no'),
    );
    expect(filtersToQuery(filters, { from: 'a', to: 'b' })).toEqual({
      from: 'a',
      to: 'b',
      recording: 'damaged',
      recording_min_ms: '30000',
      recording_max_ms: '600000',
      paused: 'true',
      held: 'false',
    });
    expect(narrowing(filters)).toBe(5);
  });
});

describe('columns', () => {
  it('are the usual ones where the address names none', () => {
    expect(columnsFromWord(null)).toEqual(USUAL_COLUMNS);
    expect(columnsFromWord('nonsense')).toEqual(USUAL_COLUMNS);
    expect(columnsFromWord('talk,caller')).toEqual(['caller', 'talk']);
  });
});

describe('the export', () => {
  it('quotes what must be quoted and runs no formulas', () => {
    const csv = toCsv(
      ['a', 'b'],
      [
        ['x,"y"', '=1+1'],
        ['+49 30 1', '-cmd'],
        [null, 5],
      ],
    );
    expect(csv).toBe('\uFEFFa,b\r\n"x,""y""",\'=1+1\r\n+49 30 1,\'-cmd\r\n,5\r\n');
  });
});

describe('the recording in step', () => {
  const facts = [
    { position: 4, at: '2026-11-20T10:00:00Z', type: 'contact_arrived' },
    { position: 5, at: '2026-11-20T10:00:10Z', type: 'recording_started', recording_id: 'r' },
    { position: 9, at: '2026-11-20T10:00:20Z', type: 'contact_answered' },
  ];
  it('starts at its own fact', () => {
    const recording = { id: 'r', kind: 'call' as const, duration_ms: 1, pauses: [] };
    expect(startOf(recording, facts)).toBe(Date.parse('2026-11-20T10:00:10Z'));
    expect(startOf({ ...recording, id: 'other' }, facts)).toBeNull();
  });
  it('finds the fact that is being heard', () => {
    expect(factAt(facts, Date.parse('2026-11-20T10:00:15Z'))).toBe(5);
    expect(factAt(facts, Date.parse('2026-11-20T09:00:00Z'))).toBeNull();
    expect(factAt(facts, null)).toBeNull();
  });
});
