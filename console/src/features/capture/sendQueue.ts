// Pieces on their way to the server, one after the other; what the network loses is sent again.
import { Problem } from '@/api/problem';

export interface Sized {
  body: { size: number };
}

export interface SendQueue<P extends Sized> {
  put: (piece: P) => void;
  /** How many bytes wait. */
  waiting: () => number;
}

interface Options<P> {
  send: (piece: P) => Promise<unknown>;
  /** The server takes nothing more of it: what waits is dropped. */
  onRefused: (problem: Problem) => void;
  wait?: (ms: number) => Promise<void>;
}

const LONGEST_MS = 10_000;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Whether it is of use to send the same again: the network, the server, or too fast. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Problem)) return true;
  return error.status === 0 || error.status >= 500 || error.status === 408 || error.status === 429;
}

export function sendQueue<P extends Sized>({
  send,
  onRefused,
  wait = pause,
}: Options<P>): SendQueue<P> {
  const pieces: P[] = [];
  let isSending = false;

  async function run(): Promise<void> {
    isSending = true;
    let vain = 0;
    for (let piece = pieces[0]; piece; piece = pieces[0]) {
      try {
        await send(piece);
        pieces.shift();
        vain = 0;
      } catch (error) {
        if (isPassing(error)) {
          vain += 1;
          await wait(Math.min(LONGEST_MS, 500 * 2 ** vain));
        } else {
          pieces.length = 0;
          onRefused(error as Problem);
        }
      }
    }
    isSending = false;
  }

  return {
    put(piece) {
      pieces.push(piece);
      if (!isSending) void run();
    },
    waiting: () => pieces.reduce((sum, { body }) => sum + body.size, 0),
  };
}
