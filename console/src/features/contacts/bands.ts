// Where the pauses of a recording lie on its waveform, in per cent of its length. Pure.
import type { Shapes } from '@/api/types';

export interface Band {
  from_ms: number;
  to_ms: number;
  left: number;
  width: number;
  reason: string;
}

export function bandsOf(pauses: readonly Shapes['PauseShown'][], duration_ms: number): Band[] {
  if (duration_ms <= 0) return [];
  return pauses.flatMap(({ from_ms, to_ms, reason }) => {
    const from = Math.min(from_ms, duration_ms);
    const to = Math.min(to_ms ?? duration_ms, duration_ms);
    if (to <= from) return [];
    const left = (from / duration_ms) * 100;
    return [{ from_ms: from, to_ms: to, left, width: (to / duration_ms) * 100 - left, reason }];
  });
}
