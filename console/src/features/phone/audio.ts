// Microphone and loudspeaker of the phone, and what went wrong with them.
import { createStore } from '@/frame/store';
import type { MicrophoneProblem } from './phoneMachine';

export interface AudioChoice {
  /** Empty: as the computer is set. */
  microphone: string;
  speaker: string;
}

const KEY = 'callfloor.audio';

function read(): AudioChoice {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<AudioChoice>;
    return { microphone: '', speaker: '', ...stored };
  } catch {
    return { microphone: '', speaker: '' };
  }
}

export const audioChoice = createStore<AudioChoice>(read());

export function chooseAudio(change: Partial<AudioChoice>): void {
  audioChoice.set((before) => ({ ...before, ...change }));
  localStorage.setItem(KEY, JSON.stringify(audioChoice.get()));
  void applySpeaker();
}

const speaker = new Audio();
speaker.autoplay = true;

async function applySpeaker(): Promise<void> {
  // Not every browser lets a page choose; then the computer's own setting holds.
  if ('setSinkId' in speaker)
    await speaker.setSinkId(audioChoice.get().speaker).catch(() => undefined);
}

export function playRemote(stream: MediaStream | null): void {
  speaker.srcObject = stream;
  if (!stream) return;
  void applySpeaker();
  void speaker.play().catch(() => undefined);
}

export class MicrophoneError extends Error {
  constructor(readonly problem: MicrophoneProblem) {
    super(problem);
  }
}

export async function openMicrophone(): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError('insecure');
  const { microphone } = audioChoice.get();
  const wish = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: microphone ? { ...wish, deviceId: { exact: microphone } } : wish,
    });
  } catch (error) {
    if (microphone && nameOf(error) === 'OverconstrainedError') {
      chooseAudio({ microphone: '' });
      return openMicrophone();
    }
    throw new MicrophoneError(problemOf(error));
  }
}

/** A microphone that is allowed opens at once, or something is wrong. */
const OPENING_LIMIT_MS = 10_000;

/** Whether the person has allowed it before; false also where the browser does not say. */
async function isAllowed(): Promise<boolean> {
  try {
    const asked = { name: 'microphone' } as unknown as PermissionDescriptor;
    return (await navigator.permissions.query(asked)).state === 'granted';
  } catch {
    return false;
  }
}

/**
 * As `openMicrophone`, for a caller who waits: one that does not open is a problem told. Whoever is
 * still asked by the browser may think as long as they like.
 */
export async function openMicrophoneSoon(): Promise<MediaStream> {
  if (!(await isAllowed())) return openMicrophone();
  const opening = openMicrophone();
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new MicrophoneError('slow')), OPENING_LIMIT_MS);
  });
  try {
    return await Promise.race([opening, limit]);
  } catch (error) {
    void opening.then(closeMicrophone, () => undefined);
    throw error;
  } finally {
    clearTimeout(alarm);
  }
}

export function closeMicrophone(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function nameOf(error: unknown): string {
  return error instanceof DOMException || error instanceof Error ? error.name : '';
}

export function problemOf(error: unknown): MicrophoneProblem {
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'failed';
  }
}

export interface AudioDevices {
  microphones: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
}

export async function listDevices(): Promise<AudioDevices> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all.filter(
      (device) => device.kind === kind && device.deviceId && device.deviceId !== 'default',
    );
  return { microphones: of('audioinput'), speakers: of('audiooutput') };
}

const TEST_NOTES_HZ = [523, 659, 784];
const NOTE_S = 0.35;

/** Three notes on the loudspeaker that was chosen, for whoever tries a headset. */
export async function playTestSound(): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  TEST_NOTES_HZ.forEach((pitch, index) => {
    const start = context.currentTime + index * NOTE_S;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.3, start + 0.03);
    gain.gain.linearRampToValueAtTime(0, start + NOTE_S);
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain).connect(out);
    tone.start(start);
    tone.stop(start + NOTE_S);
  });
  const player = new Audio();
  player.srcObject = out.stream;
  const { speaker: chosen } = audioChoice.get();
  if ('setSinkId' in player) await player.setSinkId(chosen).catch(() => undefined);
  await player.play();
  await new Promise((done) => setTimeout(done, (TEST_NOTES_HZ.length * NOTE_S + 0.3) * 1000));
  player.srcObject = null;
  await context.close();
}
