// Looks at the call's connection again and again, shows it, and tells the server stretch by stretch.
import { createStore } from '@/frame/store';
import { type Reading, readingOf, type Stretch, stretchOf } from './quality';

const LOOK_MS = 2_000;
/** What the bars show: the last ten seconds. */
const SHOWN = 6;
/** A closed tab loses no more than this. */
const TELL_MS = 30_000;
const SHORTEST_MS = 1_000;

/** The connection of the call at hand. */
export const connection = createStore<RTCPeerConnection | null>(null);
/** How the network does now; null without a call, or before it is known. */
export const qualityNow = createStore<Stretch | null>(null);

type Source = Pick<RTCPeerConnection, 'getStats'>;

/** `tell` gets each stretch once; the last one when the returned function is called. */
export function watchQuality(source: Source, tell: (stretch: Stretch) => void): () => void {
  let untold: Reading[] = [];
  let isOver = false;

  async function look(): Promise<void> {
    const report = await source.getStats().catch(() => null);
    if (isOver || !report) return;
    const reading = readingOf(report.values(), performance.now());
    if (!reading) return;
    untold.push(reading);
    qualityNow.set(stretchOf(untold.slice(-SHOWN)));
    const first = untold[0];
    if (first && reading.at_ms - first.at_ms >= TELL_MS) send();
  }

  function send(): void {
    const stretch = stretchOf(untold);
    untold = untold.slice(-1);
    if (stretch && stretch.over_ms >= SHORTEST_MS) tell(stretch);
  }

  void look();
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => {
    isOver = true;
    clearInterval(timer);
    qualityNow.set(null);
    send();
  };
}
