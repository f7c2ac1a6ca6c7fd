// How loud the microphone hears, for the meter beside its choice.
import { closeMicrophone, openMicrophone } from './audio';

/** What is quieter than this shows nothing; full scale is 0 dB. */
const QUIETEST_DB = -60;
const LOOKS_A_SECOND = 15;

/** 0 to 100 from samples between -1 and 1: the level in decibels of full scale, evenly spread. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += (samples[index] ?? 0) ** 2;
  if (sum === 0) return 0;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.round(100 * Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB)));
}

/** Tells the level until the returned function is called. Raises MicrophoneError. */
export async function followLevel(tell: (level: number) => void): Promise<() => void> {
  const stream = await openMicrophone();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(samples));
  }, 1000 / LOOKS_A_SECOND);
  return () => {
    clearInterval(timer);
    closeMicrophone(stream);
    void context.close();
  };
}
