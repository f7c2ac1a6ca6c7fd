// The own occupancy: the state that lasts counts, breaks do not.
import { describe, expect, it } from 'vitest';
import type { LiveAgent } from '@/api/types';
import { occupancyOf } from '@/features/desk/occupancy';

const agent = (state: string, today: Record<string, number>) =>
  ({ state, today }) as unknown as LiveAgent;

describe('the own occupancy', () => {
  const today = { occupied_ms: 30_000, ready_ms: 10_000, lasts_since_ms: 100_000 };

  it('grows while one talks and falls while one waits', () => {
    expect(occupancyOf(agent('talking', today), 100_000)).toBe(0.75);
    expect(occupancyOf(agent('talking', today), 160_000)).toBe(0.9);
    expect(occupancyOf(agent('ready', today), 120_000)).toBe(0.5);
  });

  it('stands still in a break', () => {
    expect(occupancyOf(agent('not_ready', today), 900_000)).toBe(0.75);
  });

  it('is not known before there was any time, and a clock that lags takes nothing away', () => {
    expect(occupancyOf(agent('not_ready', {}), 5)).toBeNull();
    expect(occupancyOf(agent('ready', today), 90_000)).toBe(0.75);
  });
});
