// The one time line of a contact's recordings: the sound leads, screens follow it. Pure but for the store.
import { createStore, type Store } from '@/frame/store';

/** `at_ms` counts from the begin of the sound. */
export interface Playing {
  at_ms: number;
  isPlaying: boolean;
  speed: number;
}

export type Playhead = Store<Playing>;

export function createPlayhead(): Playhead {
  return createStore<Playing>({ at_ms: 0, isPlaying: false, speed: 1 });
}

/** How far a picture may lie beside where the sound stands; and, while it plays, before it is jumped. */
const STANDING_S = 0.02;
const FAR_S = 1;
/** Else it is played faster or slower, the more the farther it is: half of the way in a third of a second. */
const PER_S = 2;
const MOST = 0.8;

export type Spans = readonly (readonly [number, number])[];

export function isWithin(spans: Spans, at_ms: number): boolean {
  return spans.some(([from_ms, to_ms]) => at_ms >= from_ms && at_ms <= to_ms);
}

export interface Step {
  /** Where to go to, in seconds; null: stay. */
  seek_s: number | null;
  rate: number;
}

/** What brings a film that is at `film_s` in step with where it should be. */
export function stepOf(film_s: number, wanted_s: number, playing: Playing): Step {
  const ahead_s = film_s - wanted_s;
  const { isPlaying, speed } = playing;
  if (!isPlaying) return { seek_s: Math.abs(ahead_s) > STANDING_S ? wanted_s : null, rate: speed };
  if (Math.abs(ahead_s) > FAR_S) return { seek_s: wanted_s, rate: speed };
  const change = Math.max(-MOST, Math.min(MOST, -ahead_s * PER_S));
  // In steps, so that the player is not told a new rate with every picture.
  return { seek_s: null, rate: speed * (1 + Math.round(change * 20) / 20) };
}
