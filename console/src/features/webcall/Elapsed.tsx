// How long something has gone on, by the visitor's own clock.
import { useEffect, useState } from 'react';
import { duration } from '@/frame/format';
import styles from './webcall.module.css';

export function Elapsed({ since_ms }: { since_ms: number }) {
  const [now_ms, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" aria-live="off" className={styles.elapsed}>
      {duration(now_ms - since_ms)}
    </span>
  );
}
