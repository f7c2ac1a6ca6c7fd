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
