// How a ring makes itself heard and seen when the person looks elsewhere.

const TONES_HZ = [440, 480];
const ON_S = 1.2;
const PERIOD_MS = 3_000;
const LOUDNESS = 0.12;

/** Rings until the returned function is called. */
export function ringTone(): () => void {
  if (typeof AudioContext === 'undefined') return () => undefined;
  const context = new AudioContext();
  const once = () => {
    const gain = context.createGain();
    const start = context.currentTime;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.04);
    gain.gain.setValueAtTime(LOUDNESS, start + ON_S - 0.08);
    gain.gain.linearRampToValueAtTime(0, start + ON_S);
    gain.connect(context.destination);
    for (const pitch of TONES_HZ) {
      const tone = context.createOscillator();
      tone.frequency.value = pitch;
      tone.connect(gain);
      tone.start(start);
      tone.stop(start + ON_S);
    }
  };
  once();
  const timer = setInterval(once, PERIOD_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
