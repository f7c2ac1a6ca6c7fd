// The queues of a tile, or all of them.
import { useTranslation } from 'react-i18next';
import { useLiveQueues } from '@/live/liveStore';
import { sortQueues } from '../board';
import { QueueRows } from '../QueueRows';
import type { Tile } from './model';
import styles from './tile.module.css';

/** Rows for each row of the grid that the tile is high. */
const ROWS_EACH = 2;
/** Columns of the grid from which on there is room for all columns of the table. */
const WIDE = 6;

export function QueuesTile({ tile }: { tile: Tile }) {
  const { t } = useTranslation('floor');
  const all = useLiveQueues();
  const queues = sortQueues(
    tile.queues.length > 0 ? all.filter(({ id }) => tile.queues.includes(id)) : all,
  );
  if (queues.length === 0) return <div className={styles.nothing}>{t('no_queues')}</div>;
  const rows = Math.max(1, tile.h * ROWS_EACH - 1);
  return <QueueRows queues={queues} rows={rows} className={styles.table} isWide={tile.w >= WIDE} />;
}
