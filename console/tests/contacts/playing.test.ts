import { describe, expect, it } from 'vitest';
import { isWithin, type Playing, stepOf } from '@/features/contacts/playing';

const moving = (speed = 1): Playing => ({ at_ms: 0, isPlaying: true, speed });
const standing: Playing = { at_ms: 0, isPlaying: false, speed: 1 };

describe('a screen in step with the sound', () => {
  it('stands exactly where the sound stands', () => {
    expect(stepOf(3, 5, standing)).toEqual({ seek_s: 5, rate: 1 });
    expect(stepOf(5.01, 5, standing).seek_s).toBeNull();
  });

  it('is jumped to where the sound has jumped to, and else caught up with', () => {
    expect(stepOf(10, 40, moving()).seek_s).toBe(40);
    const slow = stepOf(9.8, 10, moving(1.5));
    expect(slow.seek_s).toBeNull();
    expect(slow.rate).toBeGreaterThan(1.5);
    expect(stepOf(10.2, 10, moving(1.5)).rate).toBeLessThan(1.5);
    expect(stepOf(10.01, 10, moving(1.5)).rate).toBe(1.5);
  });

  it('comes in step from wherever it is, at every speed', () => {
    for (const speed of [0.75, 1, 1.5, 2]) {
      for (const begun_s of [0, 9.5, 10, 10.5, 60]) {
        let film_s = begun_s;
        let sound_s = 10;
        for (let n = 0; n < 1000; n += 1) {
          const { seek_s, rate } = stepOf(film_s, sound_s, moving(speed));
          film_s = (seek_s ?? film_s) + rate / 60;
          sound_s += speed / 60;
        }
        expect(Math.abs(film_s - sound_s)).toBeLessThan(0.1);
      }
    }
  });

  it('is there only where it was recorded', () => {
    const spans = [
      [500, 3_500],
      [10_000, 12_000],
    ] as const;
    expect([0, 500, 3_500, 5_000, 11_000, 12_001].map((at_ms) => isWithin(spans, at_ms))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });
});
