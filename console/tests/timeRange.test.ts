// Ranges of time in the centre's zone, also on the days when clocks change.
import { describe, expect, it } from 'vitest';
import {
  bucketRange,
  clockOf,
  instantOf,
  instantsOf,
  pickedOf,
} from '@/components/range/timeRange';

const NOON = Date.parse('2026-11-22T11:00:00Z');

describe('instants of a range', () => {
  it('are whole local days', () => {
    expect(instantsOf({ preset: 'today' }, 'Europe/Madrid', NOON)).toEqual({
      from: '2026-11-21T23:00:00.000Z',
      to: '2026-11-22T23:00:00.000Z',
    });
    expect(instantsOf({ preset: 'yesterday' }, 'Asia/Shanghai', NOON)).toEqual({
      from: '2026-11-20T16:00:00.000Z',
      to: '2026-11-21T16:00:00.000Z',
    });
  });

  it('follow the centre, not the reader, across midnight', () => {
    const late = Date.parse('2026-11-22T20:00:00Z');
    expect(instantsOf({ preset: 'today' }, 'Asia/Shanghai', late).from).toBe(
      '2026-11-22T16:00:00.000Z',
    );
  });

  it('count seven and twenty-eight days with today', () => {
    const day = 86_400_000;
    for (const [preset, days] of [
      ['7d', 7],
      ['28d', 28],
    ] as const) {
      const { from, to } = instantsOf({ preset }, 'UTC', NOON);
      expect((Date.parse(to) - Date.parse(from)) / day).toBe(days);
    }
  });

  it('keep a day of 25 hours whole', () => {
    const autumn = Date.parse('2026-10-25T12:00:00Z');
    const { from, to } = instantsOf({ preset: 'today' }, 'Europe/Madrid', autumn);
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(25);
  });

  it('turn a bucket into a range and back', () => {
    const range = bucketRange('2026-11-20T08:30:00Z', 30, 'Europe/Madrid');
    expect(range).toEqual({ preset: 'custom', from: '2026-11-20T09:30', to: '2026-11-20T10:00' });
    expect(instantsOf(range, 'Europe/Madrid', NOON).from).toBe('2026-11-20T08:30:00.000Z');
    expect(clockOf('2026-11-20T23:30:00Z', 'Europe/Madrid')).toBe('2026-11-21T00:30');
  });
});

describe('what is picked in a calendar', () => {
  it("is read by the centre's clock, and shown by it", () => {
    const picked = pickedOf(NOON, 'Asia/Shanghai');
    expect(picked.format('YYYY-MM-DD HH:mm')).toBe('2026-11-22 19:00');
    expect(instantOf(picked, 'Asia/Shanghai')).toBe('2026-11-22T11:00:00.000Z');
    expect(instantOf(picked, 'Europe/Madrid')).toBe('2026-11-22T18:00:00.000Z');
  });

  it("ends with the centre's day, also on the day of 25 hours", () => {
    const day = pickedOf(Date.parse('2026-10-25T12:00:00Z'), 'Europe/Madrid').endOf('day');
    expect(instantOf(day, 'Europe/Madrid')).toBe('2026-10-25T22:59:59.999Z');
  });
});
