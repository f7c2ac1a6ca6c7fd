// Wavesurfer with two channels, and its state for React.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { useDark } from '@/frame/useDark';
import type { Playing } from './playing';
import type { Waveform } from './types';

const COLOURS = {
  light: { customer: ['#e0a458', '#b45f06'], agent: ['#7fb2dc', '#0072b2'], cursor: '#1f2937' },
  dark: { customer: ['#7a5a2c', '#f0b35a'], agent: ['#2c5a7d', '#6bb8ef'], cursor: '#e5e7eb' },
} as const;

interface Wave {
  container: RefObject<HTMLDivElement | null>;
  playing: boolean;
  at_s: number;
  speed: number;
  failed: boolean;
  toggle: () => void;
  skip: (seconds: number) => void;
  playFrom: (seconds: number) => void;
  setSpeed: (speed: number) => void;
}

export function useWave(
  address: string,
  waveform: Waveform,
  onTime: (playing: Playing) => void,
): Wave {
  const container = useRef<HTMLDivElement>(null);
  const surfer = useRef<WaveSurfer | null>(null);
  const tellTime = useRef(onTime);
  const [playing, setPlaying] = useState(false);
  const [at_s, setAt] = useState(0);
  const [speed, setSpeedShown] = useState(1);
  const [failed, setFailed] = useState(false);
  const colours = COLOURS[useDark() ? 'dark' : 'light'];
  useEffect(() => {
    tellTime.current = onTime;
  });
  useEffect(() => {
    if (!container.current) return;
    const wave = WaveSurfer.create({
      container: container.current,
      url: address,
      peaks: [waveform.left, waveform.right],
      duration: waveform.duration_ms / 1000,
      height: 56,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorColor: colours.cursor,
      splitChannels: [
        { waveColor: colours.customer[0], progressColor: colours.customer[1] },
        { waveColor: colours.agent[0], progressColor: colours.agent[1] },
      ],
    });
    surfer.current = wave;
    const tell = () => {
      setPlaying(wave.isPlaying());
      setAt(wave.getCurrentTime());
      tellTime.current({
        at_ms: wave.getCurrentTime() * 1000,
        isPlaying: wave.isPlaying(),
        speed: wave.getPlaybackRate(),
      });
    };
    wave.on('play', tell);
    wave.on('pause', tell);
    wave.on('finish', tell);
    wave.on('error', () => setFailed(true));
    wave.on('timeupdate', tell);
    return () => wave.destroy();
  }, [address, waveform, colours]);
  const playFrom = useCallback((seconds: number) => {
    surfer.current?.setTime(Math.max(0, seconds));
    surfer.current?.play().catch(() => undefined);
  }, []);
  return {
    container,
    playing,
    at_s,
    speed,
    failed,
    toggle: () => void surfer.current?.playPause().catch(() => undefined),
    skip: (seconds) => surfer.current?.skip(seconds),
    playFrom,
    setSpeed: (next) => {
      surfer.current?.setPlaybackRate(next, true);
      setSpeedShown(next);
    },
  };
}
