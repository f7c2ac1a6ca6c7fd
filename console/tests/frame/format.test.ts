// Durations and times as people read them.
import { describe, expect, it } from 'vitest';
import { dateTime, duration, number, percent, remaining, time } from '@/frame/format';

describe('durations', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [59_999, '0:59'],
    [61_000, '1:01'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [90_061_000, '25:01:01'],
  ])('%i ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('never shows a time before it began', () => {
    expect(duration(-5_000)).toBe('0:00');
  });

  it('shows a dash for what is not known', () => {
    expect(duration(null)).toBe('–');
    expect(duration(undefined)).toBe('–');
    expect(duration(Number.NaN)).toBe('–');
  });

  it('counts down to zero only at the end', () => {
    expect(remaining(60_000)).toBe('1:00');
    expect(remaining(1)).toBe('0:01');
    expect(remaining(0)).toBe('0:00');
    expect(remaining(-3_000)).toBe('0:00');
  });
});

describe('times', () => {
  const at = '2026-03-29T00:59:59Z';

  it('are in the zone of the centre, over a change of the clock too', () => {
    expect(time(at, 'en', 'Europe/Madrid')).toBe('01:59:59');
    expect(time('2026-03-29T01:00:00Z', 'en', 'Europe/Madrid')).toBe('03:00:00');
    expect(time(at, 'en', 'Asia/Shanghai')).toBe('08:59:59');
  });

  it('show midnight as 00', () => {
    expect(time('2026-01-01T00:00:00Z', 'en', 'UTC')).toBe('00:00:00');
  });

  it('are written by the language', () => {
    expect(dateTime(at, 'zh-CN', 'UTC')).toContain('2026年');
    expect(dateTime(at, 'es', 'UTC')).toContain('mar');
  });

  it('show a dash for none', () => {
    expect(dateTime('', 'en', 'UTC')).toBe('–');
    expect(dateTime('nonsense', 'en', 'UTC')).toBe('–');
  });
});

describe('numbers', () => {
  it('are grouped by the language', () => {
    expect(number(1234567, 'en')).toBe('1,234,567');
    expect(number(1234567, 'es')).toBe('1.234.567');
    expect(number(null, 'en')).toBe('–');
  });

  it('shares are percentages', () => {
    expect(percent(0.805, 'en')).toBe('81%');
    expect(percent(0.805, 'en', 1)).toBe('80.5%');
    expect(percent(null, 'en')).toBe('–');
  });
});
