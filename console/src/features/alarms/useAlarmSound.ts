// Sounds while an alarm that may sound has not been acknowledged.
import { useEffect } from 'react';
import type { LiveAlarm } from '@/api/types';
import { useStore } from '@/frame/store';
import { alarmTone, muted } from './sound';

const AGAIN_MS = 20_000;

export function useAlarmSound(alarms: LiveAlarm[]): void {
  const isMuted = useStore(muted);
  // A new one among them sounds at once, not at the next turn of the others.
  const sounding = alarms
    .filter(({ sound, acknowledged_by }) => sound && !acknowledged_by)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (isMuted || !sounding) return;
    alarmTone();
    const timer = setInterval(alarmTone, AGAIN_MS);
    return () => clearInterval(timer);
  }, [isMuted, sounding]);
}
