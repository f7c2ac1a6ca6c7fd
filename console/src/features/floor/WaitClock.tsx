// How long somebody has waited by now, with its band by the queue's own threshold.
import { Clock } from '@/components/Clock';
import { useServerNow } from '@/live/useServerNow';
import { BandMark } from './BandMark';
import { bandOfWait } from './board';
import styles from './floor.module.css';

interface Props {
  entered_ms: number | null;
  within_ms?: number | null;
  marked?: boolean;
}

export function WaitClock({ entered_ms, within_ms, marked = true }: Props) {
  const now_ms = useServerNow();
  if (entered_ms === null) return <span className={styles.clock}>–</span>;
  return (
    <span className={styles.clock}>
      <Clock since_ms={entered_ms} />
      {marked && <BandMark band={bandOfWait(now_ms - entered_ms, within_ms)} />}
    </span>
  );
}
