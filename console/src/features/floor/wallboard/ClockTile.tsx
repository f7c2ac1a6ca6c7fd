// What time it is, here or elsewhere.
import { time } from '@/frame/format';
import { usePreferences } from '@/frame/preferences';
import { useSession } from '@/frame/session';
import { useServerNow } from '@/live/useServerNow';
import type { Tile } from './model';
import styles from './tile.module.css';

export function ClockTile({ tile }: { tile: Tile }) {
  const { language } = usePreferences();
  const { zone } = useSession().tenant;
  const now_ms = useServerNow();
  return (
    <div className={styles.figure}>
      <span className={styles.value} data-long="true">
        {time(now_ms, language, tile.zone || zone)}
      </span>
    </div>
  );
}
