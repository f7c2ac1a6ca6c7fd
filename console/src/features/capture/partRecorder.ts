// Records a stream in parts that each stand alone, and gives them away in small pieces.
//
// A part is short, so that little hangs on one lost beginning and a player finds somewhere to begin;
// the next one runs before the last has ended. A pause ends the part: nothing of it is ever made.

const MIME = 'video/webm;codecs=vp8';
const BITS_PER_SECOND = 250_000;
const PIECE_MS = 3_000;
const PART_MS = 30_000;

export interface Recorded {
  part: number;
  number: number;
  /** By this computer's clock. */
  begun_ms: number;
  to_ms: number;
  is_last: boolean;
  body: Blob;
}

export interface PartRecorder {
  pause: () => void;
  resume: () => void;
  stop: () => void;
}

export function canRecord(): boolean {
  return (
    typeof MediaRecorder !== 'undefined' &&
    Boolean(navigator.mediaDevices?.getDisplayMedia) &&
    MediaRecorder.isTypeSupported(MIME)
  );
}

/** `seconds` tells how long the call has lasted: parts are numbered by it, after a reload too. */
export function recordParts(
  stream: MediaStream,
  seconds: () => number,
  give: (piece: Recorded) => void,
): PartRecorder {
  let latest = -1;
  let running: MediaRecorder | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    const before = running;
    latest = Math.max(latest + 1, Math.floor(seconds()));
    const part = latest;
    const recorder = new MediaRecorder(stream, {
      mimeType: MIME,
      videoBitsPerSecond: BITS_PER_SECOND,
    });
    let number = 0;
    let begun_ms = Date.now();
    const watch = watchPicture(stream, () => {
      begun_ms = Date.now();
    });
    recorder.onstart = () => {
      if (!watch) begun_ms = Date.now();
      end(before);
    };
    const pass = (body: Blob, is_last: boolean) => {
      give({ part, number, begun_ms, to_ms: Date.now(), is_last, body });
      number += 1;
    };
    recorder.ondataavailable = ({ data }) => {
      if (data.size) pass(data, false);
    };
    recorder.onstop = () => {
      watch?.();
      pass(new Blob(), true);
    };
    running = recorder;
    recorder.start(PIECE_MS);
    timer = setTimeout(begin, PART_MS);
  }

  function stop(): void {
    clearTimeout(timer);
    end(running);
    running = null;
  }

  begin();
  return { pause: stop, resume: () => running ?? begin(), stop };
}

function end(recorder: MediaRecorder | null): void {
  if (recorder && recorder.state !== 'inactive') recorder.stop();
}

interface Pictures {
  readable: ReadableStream<{ close: () => void }>;
}
type PicturesOf = new (given: { track: MediaStreamTrack }) => Pictures;

/**
 * Says when the first picture comes: the part's time begins with it, and not when a recorder is asked
 * to begin, nor when it says that it has (measured: 250 ms before and 50 to 400 ms behind, in Chrome).
 * Gives null where a browser does not show the pictures one by one.
 */
function watchPicture(stream: MediaStream, onFirst: () => void): (() => void) | null {
  const made = (window as { MediaStreamTrackProcessor?: PicturesOf }).MediaStreamTrackProcessor;
  const track = stream.getVideoTracks()[0]?.clone();
  if (!made || !track) return null;
  const reader = new made({ track }).readable.getReader();
  let isOver = false;
  const leave = () => {
    if (isOver) return;
    isOver = true;
    void reader.cancel().catch(() => undefined);
    track.stop();
  };
  void reader
    .read()
    .then(({ value }) => {
      if (!value) return;
      value.close();
      onFirst();
    })
    .catch(() => undefined)
    .finally(leave);
  return leave;
}
