// What the browser counted of a call, and what a stretch between two counts says. Pure.
import type { Shapes } from '@/api/types';
import { mosOf } from './mos';

/** Counters since the beginning of the call, with the jitter and the round trip of this moment. */
export interface Reading {
  at_ms: number;
  received: number;
  lost: number;
  jitter_ms: number;
  sent: number;
  sent_lost: number;
  sent_jitter_ms: number;
  round_trip_ms: number | null;
}

export type Stretch = Omit<Shapes['CallMeasured'], 'contact_id' | 'round_trip_ms'> & {
  round_trip_ms: number | null;
};

/** The longest that the server takes: a computer that slept did not measure meanwhile. */
const LONGEST_MS = 120_000;

type Stat = { type: string; kind?: string } & Record<string, unknown>;

const numberOf = (stat: Stat | undefined, name: string): number => {
  const value = stat?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
};

/** From the report of `RTCPeerConnection.getStats`; null before any sound was sent or received. */
export function readingOf(stats: Iterable<unknown>, at_ms: number): Reading | null {
  const audio = [...stats] as Stat[];
  const of = (type: string) =>
    audio.find((s) => s.type === type && (s.kind ?? 'audio') === 'audio');
  const heard = of('inbound-rtp');
  const spoken = of('outbound-rtp');
  const far = of('remote-inbound-rtp');
  if (!heard && !spoken) return null;
  const knowsTrip = typeof far?.roundTripTime === 'number';
  return {
    at_ms,
    received: numberOf(heard, 'packetsReceived'),
    lost: numberOf(heard, 'packetsLost'),
    jitter_ms: numberOf(heard, 'jitter') * 1000,
    sent: numberOf(spoken, 'packetsSent'),
    sent_lost: numberOf(far, 'packetsLost'),
    sent_jitter_ms: numberOf(far, 'jitter') * 1000,
    round_trip_ms: knowsTrip ? numberOf(far, 'roundTripTime') * 1000 : null,
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;
const hundredth = (value: number) => Math.round(value * 100) / 100;
const meanOf = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
/** Of what should have come. */
export const shareLost = (lost: number, came: number) =>
  lost + came > 0 ? (100 * lost) / (lost + came) : 0;

/** What happened between the first reading and the last; null where no sound went either way. */
export function stretchOf(readings: readonly Reading[]): Stretch | null {
  const first = readings[0];
  const last = readings.at(-1);
  if (!first || !last || last.at_ms <= first.at_ms) return null;
  const grown = (name: 'received' | 'lost' | 'sent' | 'sent_lost') =>
    Math.max(0, last[name] - first[name]);
  const later = readings.slice(1);
  const trips = later.map((one) => one.round_trip_ms).filter((one) => one !== null);
  const round_trip_ms = trips.length > 0 ? meanOf(trips) : null;
  const [received, lost, sent] = [grown('received'), grown('lost'), grown('sent')];
  const sent_lost = Math.min(sent, grown('sent_lost'));
  const jitter_ms = meanOf(later.map((one) => one.jitter_ms));
  const sent_jitter_ms = meanOf(later.map((one) => one.sent_jitter_ms));
  const found: number[] = [];
  if (received + lost > 0)
    found.push(mosOf({ loss_pct: shareLost(lost, received), jitter_ms, round_trip_ms }));
  if (sent > 0) {
    const loss_pct = shareLost(sent_lost, sent - sent_lost);
    found.push(mosOf({ loss_pct, jitter_ms: sent_jitter_ms, round_trip_ms }));
  }
  if (found.length === 0) return null;
  return {
    over_ms: Math.min(LONGEST_MS, Math.round(last.at_ms - first.at_ms)),
    received,
    lost,
    jitter_ms: tenth(jitter_ms),
    sent,
    sent_lost,
    sent_jitter_ms: tenth(sent_jitter_ms),
    round_trip_ms: round_trip_ms === null ? null : tenth(round_trip_ms),
    mos: hundredth(Math.min(...found)),
  };
}
