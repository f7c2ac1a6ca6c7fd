// Two short tones for an alarm, unlike the ring of a call; muted on this computer alone.
import { createStore } from '@/frame/store';

const TONES_HZ = [880, 660];
const EACH_S = 0.22;
const LOUDNESS = 0.14;
const BEGUN_MS = 800;
const KEY = 'callfloor.alarms.muted';

export const muted = createStore<boolean>(localStorage.getItem(KEY) === 'yes');

/** The browser plays nothing on this page before the person has clicked or pressed a key on it. */
export const keptBack = createStore<boolean>(false);

export function setMuted(isMuted: boolean): void {
  localStorage.setItem(KEY, isMuted ? 'yes' : 'no');
  muted.set(isMuted);
}

/** Sounds once; what it returns ends the sound before its time. */
export function alarmTone(): () => void {
  if (typeof AudioContext === 'undefined') return () => undefined;
  const context = new AudioContext();
  TONES_HZ.forEach((pitch, index) => {
    const start = context.currentTime + index * (EACH_S + 0.04);
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    gain.gain.linearRampToValueAtTime(0, start + EACH_S);
    gain.connect(context.destination);
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(start);
    tone.stop(start + EACH_S);
  });
  // A context begins suspended either way; one that stays so was not allowed to sound.
  const judged = setTimeout(() => keptBack.set(context.state === 'suspended'), BEGUN_MS);
  const closed = setTimeout(() => void context.close(), 2_000);
  return () => {
    clearTimeout(judged);
    clearTimeout(closed);
    if (context.state !== 'closed') void context.close();
  };
}
