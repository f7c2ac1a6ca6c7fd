// A running time that draws itself anew each second, and nothing around it.
import { duration, remaining } from '@/frame/format';
import { useServerNow } from '@/live/useServerNow';
import styles from './Clock.module.css';

type Props = { since_ms: number; until_ms?: never } | { until_ms: number; since_ms?: never };

export function Clock(props: Props) {
  const now_ms = useServerNow();
  const text =
    props.until_ms !== undefined
      ? remaining(props.until_ms - now_ms)
      : duration(now_ms - props.since_ms);
  return (
    <span className={styles.clock} role="timer" aria-live="off">
      {text}
    </span>
  );
}
