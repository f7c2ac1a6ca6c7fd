// Sounds while an alarm that may sound has not been acknowledged.
import { useEffect } from 'react';
import type { LiveAlarm } from '@/api/types';
import { useStore } from '@/frame/store';
import { alarmTone, keptBack, muted } from './sound';

const AGAIN_MS = 20_000;

export function useAlarmSound(alarms: LiveAlarm[]): void {
  const isMuted = useStore(muted);
  const isKeptBack = useStore(keptBack);
  // A new one among them sounds at once, not at the next turn of the others.
  const sounding = alarms
    .filter(({ sound, acknowledged_by }) => sound && !acknowledged_by)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (isMuted || !sounding) return;
    let end = alarmTone();
    const again = () => {
      end();
      end = alarmTone();
    };
    const timer = setInterval(again, AGAIN_MS);
    return () => {
      clearInterval(timer);
      end();
    };
  }, [isMuted, sounding]);
  // The first thing that the person does on the page permits the sound: it comes then, not later.
  useEffect(() => {
    if (!isKeptBack) return;
    const permitted = () => {
      keptBack.set(false);
      if (!isMuted && sounding) alarmTone();
    };
    window.addEventListener('pointerup', permitted, { once: true });
    window.addEventListener('keydown', permitted, { once: true });
    return () => {
      window.removeEventListener('pointerup', permitted);
      window.removeEventListener('keydown', permitted);
    };
  }, [isKeptBack, isMuted, sounding]);
}
