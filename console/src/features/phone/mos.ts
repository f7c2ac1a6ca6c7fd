// How well a call can be heard, estimated from what the network did to it. Pure.
//
// The E-model of ITU-T G.107, reduced to what a phone can measure, with the defaults for all else
// (R = 93.2), for G.711 with concealment of lost packets (Ie = 0, Bpl = 25.1, ITU-T G.113 appendix I);
// the loss by delay is the approximation of Cole and Rosenbluth (2001).

const R_AT_BEST = 93.2;
const CONCEALMENT = 25.1;
/** Delay from which conversation suffers noticeably. */
const KNEE_MS = 177.3;
/** A packet is spoken in full before it leaves. */
const PACKET_MS = 20;
/** The jitter buffer holds about twice the jitter. */
const BUFFERED_JITTERS = 2;

export const MOS_LOWEST = 1;
export const MOS_HIGHEST = 4.5;

export interface Network {
  loss_pct: number;
  jitter_ms: number;
  /** Null where the far end has not reported: taken as no delay. */
  round_trip_ms: number | null;
}

/** Mean opinion score of R, by ITU-T G.107 annex B. */
export function mosOfR(r: number): number {
  if (r <= 0) return MOS_LOWEST;
  if (r >= 100) return MOS_HIGHEST;
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
  return Math.min(MOS_HIGHEST, Math.max(MOS_LOWEST, mos));
}

export function mosOf({ loss_pct, jitter_ms, round_trip_ms }: Network): number {
  const delay_ms = (round_trip_ms ?? 0) / 2 + BUFFERED_JITTERS * jitter_ms + PACKET_MS;
  const byDelay = 0.024 * delay_ms + 0.11 * Math.max(0, delay_ms - KNEE_MS);
  const byLoss = (95 * loss_pct) / (loss_pct + CONCEALMENT);
  return mosOfR(R_AT_BEST - byDelay - byLoss);
}

export type Grade = 'good' | 'fair' | 'poor' | 'bad';

/** The bounds of satisfaction of ITU-T G.107: satisfied, some dissatisfied, many, nearly all. */
export function gradeOf(mos: number): Grade {
  if (mos >= 4.02) return 'good';
  if (mos >= 3.6) return 'fair';
  return mos >= 3.1 ? 'poor' : 'bad';
}
