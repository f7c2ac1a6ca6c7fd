// The desk's screen: shared once, recorded during the calls whose rule wants it. Never touches the call.
import { createStore } from '@/frame/store';
import { canRecord, type PartRecorder, recordParts } from './partRecorder';
import { clockOffset, type Piece, sendPiece, type Told, tellCapture } from './requests';
import { sendQueue } from './sendQueue';

/** `ended`: it was shared in this login and is not any more (a reload ends it too). `elsewhere`: by
 * another tab of this browser. */
export type Sharing = 'none' | 'shared' | 'refused' | 'ended' | 'elsewhere' | 'unsupported';

export interface CaptureState {
  sharing: Sharing;
  /** What is let be seen: `monitor`, `window`, `browser`, or empty where the browser does not say. */
  surface: string;
  isRecording: boolean;
}

export interface Wish {
  recordingId: string;
  since_ms: number;
  isPaused: boolean;
}

const KEPT = 'callfloor.capture';
const WAITING_MAX_BYTES = 24_000_000;
const FRAMES_PER_S = 5;
const LOCK = 'callfloor-capture';

export const capture = createStore<CaptureState>({
  sharing: canRecord() ? asLeft() : 'unsupported',
  surface: '',
  isRecording: false,
});

let stream: MediaStream | null = null;
let running: { id: string; recorder: PartRecorder; isPaused: boolean } | null = null;
let wish: Wish | null = null;
/** Recordings about which this page has said why they are not made, and what it said. */
const told = new Map<string, string>();
let offset: Promise<number> | null = null;
let release: () => void = () => undefined;

function asLeft(): Sharing {
  const left = sessionStorage.getItem(KEPT);
  return left === 'shared' ? 'ended' : left === 'refused' ? 'refused' : 'none';
}

function set(next: Partial<CaptureState>): void {
  capture.set((before) => ({ ...before, ...next }));
}

/** Must be called by a person's own act. */
export async function share(): Promise<void> {
  try {
    stream = await navigator.mediaDevices.getDisplayMedia({
      // What is asked for beside the picture's size is known to some browsers only.
      video: {
        displaySurface: 'monitor',
        frameRate: { ideal: FRAMES_PER_S, max: FRAMES_PER_S },
        width: { max: 1600 },
        height: { max: 1000 },
      },
      audio: false,
      ...{ monitorTypeSurfaces: 'include', surfaceSwitching: 'exclude' },
    });
  } catch {
    putOff();
    return;
  }
  const track = stream.getVideoTracks()[0];
  if (!track) return;
  track.contentHint = 'detail';
  track.onended = lost;
  offset = clockOffset();
  offset.catch(() => undefined);
  sessionStorage.setItem(KEPT, 'shared');
  holdAlone();
  set({ sharing: 'shared', surface: track.getSettings().displaySurface ?? '' });
  follow(wish);
}

/** The person does not want to, or the browser was not allowed to. */
export function putOff(): void {
  sessionStorage.setItem(KEPT, 'refused');
  set({ sharing: 'refused' });
  follow(wish);
}

export function stopSharing(): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
  lost();
}

/** The next person to log in here is asked anew. */
export function forgetSharing(): void {
  wish = null;
  finish();
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  release();
  told.clear();
  sessionStorage.removeItem(KEPT);
  if (canRecord()) set({ sharing: 'none', surface: '' });
}

function lost(): void {
  stream = null;
  release();
  const id = running?.id;
  finish();
  set({ sharing: 'ended', surface: '' });
  if (id) tell(id, { state: 'lost', surface: '' });
}

/** What is wanted now; null where there is no call, or none whose screen a rule wants. */
export function follow(next: Wish | null): void {
  if (wish && next?.recordingId !== wish.recordingId && capture.get().sharing === 'none')
    tell(wish.recordingId, { state: 'refused', surface: '' });
  wish = next;
  if (running && running.id !== next?.recordingId) finish();
  if (!next) return;
  if (!stream) {
    void sayWhyNot(next.recordingId);
  } else if (!running) start(next, stream);
  else if (running.isPaused !== next.isPaused) {
    running.isPaused = next.isPaused;
    if (next.isPaused) running.recorder.pause();
    else running.recorder.resume();
  }
}

/** Who has not answered yet may still: that is said when the call is over. */
async function sayWhyNot(id: string): Promise<void> {
  await lookElsewhere();
  const { sharing } = capture.get();
  if (wish?.recordingId !== id || sharing === 'none' || sharing === 'elsewhere') return;
  const state = sharing === 'unsupported' || sharing === 'refused' ? sharing : 'lost';
  tell(id, { state, surface: '' });
}

/** One tab of this browser shares at a time: the one that was asked last. */
function holdAlone(): void {
  const hold = () =>
    new Promise<void>((done) => {
      release = done;
    });
  navigator.locks.request(LOCK, { steal: true }, hold).catch(() => {
    stopSharing();
    set({ sharing: 'elsewhere' });
  });
}

export async function lookElsewhere(): Promise<void> {
  if (stream || !navigator.locks) return;
  const { held } = await navigator.locks.query();
  const isHeld = Boolean(held?.some(({ name }) => name === LOCK));
  const { sharing } = capture.get();
  if (isHeld && sharing !== 'unsupported') set({ sharing: 'elsewhere' });
  else if (sharing === 'elsewhere') set({ sharing: 'ended' });
}

function start({ recordingId: id, since_ms, isPaused }: Wish, shown: MediaStream): void {
  const clock = (offset ?? clockOffset()).catch(() => 0);
  let offset_ms = 0;
  void clock.then((known) => {
    offset_ms = known;
  });
  let order = Promise.resolve();
  const own = sendQueue<Piece>({ send: sendPiece, onRefused: () => refusedBy(id) });
  const recorder = recordParts(
    shown,
    () => (Date.now() + offset_ms - since_ms) / 1000,
    (piece) => {
      order = order.then(async () => {
        const ahead_ms = await clock;
        const begun_ms = Math.round(piece.begun_ms + ahead_ms);
        const to_ms = Math.max(begun_ms, Math.round(piece.to_ms + ahead_ms));
        own.put({ ...piece, begun_ms, to_ms, recordingId: id });
        if (own.waiting() > WAITING_MAX_BYTES) notKeptUp(id);
      });
    },
  );
  running = { id, recorder, isPaused };
  if (isPaused) recorder.pause();
  set({ isRecording: true });
  tell(id, { state: 'started', surface: surfaceOf(capture.get().surface) });
}

const surfaceOf = (surface: string): Told['surface'] =>
  surface === 'monitor' || surface === 'window' || surface === 'browser' ? surface : '';

function finish(): void {
  running?.recorder.stop();
  running = null;
  set({ isRecording: false });
}

function notKeptUp(id: string): void {
  if (running?.id !== id) return;
  finish();
  tell(id, { state: 'not_kept_up', surface: '' });
}

/** The server wants nothing more of it: the call is over, or it is not to be recorded. */
function refusedBy(id: string): void {
  if (running?.id === id) finish();
  told.set(id, 'over');
}

/** Each thing is said once; that it cannot be said is no matter of the call. */
function tell(id: string, what: Told): void {
  if (told.get(id) === what.state || told.get(id) === 'over') return;
  told.set(id, what.state);
  void tellCapture(id, what).catch(() => undefined);
}
