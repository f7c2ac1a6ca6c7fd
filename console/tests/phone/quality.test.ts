// How well a call can be heard, from what the browser counts; and that every stretch is told once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gradeOf, mosOf, mosOfR } from '@/features/phone/mos';
import { type Reading, readingOf, type Stretch, stretchOf } from '@/features/phone/quality';
import { qualityNow, watchQuality } from '@/features/phone/qualityWatch';

const PERFECT = { loss_pct: 0, jitter_ms: 0, round_trip_ms: 0 };

describe('the estimated quality', () => {
  it('follows the formula and the bounds of ITU-T G.107 annex B', () => {
    expect(mosOfR(93.2)).toBeCloseTo(4.41, 2);
    expect(mosOfR(90)).toBeCloseTo(4.34, 2);
    expect(mosOfR(80)).toBeCloseTo(4.024, 3);
    expect(mosOfR(70)).toBeCloseTo(3.6, 2);
    expect(mosOfR(60)).toBeCloseTo(3.1, 2);
    expect(mosOfR(50)).toBeCloseTo(2.58, 2);
    expect(mosOfR(-5)).toBe(1);
    expect(mosOfR(120)).toBe(4.5);
  });

  it('is best on a perfect network and never leaves its scale', () => {
    expect(mosOf(PERFECT)).toBeCloseTo(4.4, 1);
    expect(mosOf({ loss_pct: 100, jitter_ms: 5_000, round_trip_ms: 9_000 })).toBe(1);
  });

  it('falls with loss, with jitter and with delay, each alone', () => {
    for (const name of ['loss_pct', 'jitter_ms', 'round_trip_ms'] as const) {
      const found = [0, 5, 20, 60, 100].map((value) => mosOf({ ...PERFECT, [name]: value }));
      expect(found).toEqual([...found].sort((a, b) => b - a));
      expect(new Set(found).size).toBe(found.length);
    }
  });

  it('suffers more beyond 177 ms of delay', () => {
    const drop = (from: number, to: number) =>
      mosOf({ ...PERFECT, round_trip_ms: from }) - mosOf({ ...PERFECT, round_trip_ms: to });
    expect(drop(400, 500)).toBeGreaterThan(2 * drop(100, 200));
  });

  it('has four grades', () => {
    expect([4.3, 3.7, 3.2, 2].map(gradeOf)).toEqual(['good', 'fair', 'poor', 'bad']);
  });
});

const stats = (over: Record<string, unknown> = {}) => [
  { type: 'codec' },
  { type: 'inbound-rtp', kind: 'audio', packetsReceived: 100, packetsLost: 3, jitter: 0.004 },
  { type: 'outbound-rtp', kind: 'audio', packetsSent: 110 },
  { type: 'remote-inbound-rtp', kind: 'audio', packetsLost: 1, jitter: 0.002, ...over },
];

const reading = (at_ms: number, over: Partial<Reading> = {}): Reading => ({
  at_ms,
  received: at_ms / 20,
  lost: 0,
  jitter_ms: 2,
  sent: at_ms / 20,
  sent_lost: 0,
  sent_jitter_ms: 1,
  round_trip_ms: 20,
  ...over,
});

describe('what the browser counts', () => {
  it('is read in milliseconds, the round trip only where the far end told it', () => {
    expect(readingOf(stats(), 5)).toEqual({
      at_ms: 5,
      received: 100,
      lost: 3,
      jitter_ms: 4,
      sent: 110,
      sent_lost: 1,
      sent_jitter_ms: 2,
      round_trip_ms: null,
    });
    expect(readingOf(stats({ roundTripTime: 0.03 }), 5)?.round_trip_ms).toBe(30);
    expect(readingOf([{ type: 'codec' }], 5)).toBeNull();
  });

  it('is told as differences', () => {
    const found = stretchOf([
      reading(1_000),
      reading(2_000),
      reading(3_000, { received: 140, lost: 10, sent_lost: 5 }),
    ]);
    expect(found).toMatchObject({
      over_ms: 2_000,
      received: 90,
      lost: 10,
      sent: 100,
      sent_lost: 5,
    });
  });

  it('tells the worse direction', () => {
    const fine = stretchOf([reading(0), reading(10_000)]);
    const unheard = stretchOf([reading(0), reading(10_000, { sent_lost: 100 })]);
    expect(unheard?.mos).toBeLessThan((fine?.mos ?? 0) - 1);
  });

  it('says nothing of silence, of one reading, and never goes below none', () => {
    expect(stretchOf([reading(1_000)])).toBeNull();
    expect(stretchOf([reading(0), reading(5_000, { received: 0, sent: 0 })])).toBeNull();
    expect(stretchOf([reading(0, { lost: 4 }), reading(5_000)])?.lost).toBe(0);
  });

  it('never tells more at once than the server takes', () => {
    expect(stretchOf([reading(0), reading(900_000)])?.over_ms).toBe(120_000);
  });
});

describe('the watch', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const watched = () => {
    const told: Stretch[] = [];
    const source = {
      getStats: () =>
        Promise.resolve(
          new Map(
            stats({ roundTripTime: 0.02 }).map((stat, index) => {
              const count = performance.now() / 20;
              return [
                String(index),
                { ...stat, packetsReceived: count, packetsSent: count } as unknown,
              ];
            }),
          ) as unknown as RTCStatsReport,
        ),
    };
    return { told, end: watchQuality(source, (stretch) => told.push(stretch)) };
  };

  it('tells every half minute, and the rest at the end', async () => {
    const { told, end } = watched();
    await vi.advanceTimersByTimeAsync(75_000);
    expect(told.map((one) => one.over_ms)).toEqual([30_000, 30_000]);
    expect(qualityNow.get()?.mos).toBeGreaterThan(4);
    end();
    expect(told.map((one) => one.over_ms)).toEqual([30_000, 30_000, 14_000]);
    expect(qualityNow.get()).toBeNull();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveLength(3);
  });

  it('tells nothing of a call that was over at once', async () => {
    const { told, end } = watched();
    await vi.advanceTimersByTimeAsync(100);
    end();
    expect(told).toEqual([]);
  });
});
