// The grey bands lie where the recording was paused.
import { describe, expect, it } from 'vitest';
import { bandsOf } from '@/features/contacts/bands';

const pause = (from_ms: number, to_ms: number | null) => ({
  from_ms,
  to_ms,
  by: 'agent',
  reason: 'card_data',
  ended_by: 'agent',
});

describe('the bands of pauses', () => {
  it('lie in per cent of the length', () => {
    expect(bandsOf([pause(2_000, 5_000)], 10_000)).toMatchObject([{ left: 20, width: 30 }]);
  });

  it('end with the recording', () => {
    expect(bandsOf([pause(8_000, null), pause(9_000, 99_000)], 10_000)).toMatchObject([
      { left: 80, width: 20 },
      { left: 90, width: 10 },
    ]);
  });

  it('are none where nothing is to be seen', () => {
    expect(bandsOf([pause(11_000, 12_000)], 10_000)).toEqual([]);
    expect(bandsOf([pause(0, 1)], 0)).toEqual([]);
  });
});
