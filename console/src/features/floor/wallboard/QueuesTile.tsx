// Queues as a table; more than fit are shown page by page, in turn.
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import { useLiveQueues } from '@/live/liveStore';
import { useServerNow } from '@/live/useServerNow';
import { BandMark } from '../BandMark';
import { bandAbove, serviceLevel, serviceLevelTarget, sortQueues } from '../board';
import { WaitClock } from '../WaitClock';
import type { Tile } from './model';
import styles from './tile.module.css';

const PAGE_MS = 10_000;
/** Rows for each row of the grid that the tile is high. */
const ROWS_EACH = 2;

export function QueuesTile({ tile }: { tile: Tile }) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const now_ms = useServerNow();
  const all = useLiveQueues();
  const queues = sortQueues(
    tile.queues.length > 0 ? all.filter(({ id }) => tile.queues.includes(id)) : all,
  );
  const rows = Math.max(1, tile.h * ROWS_EACH - 1);
  const pages = Math.max(1, Math.ceil(queues.length / rows));
  const page = Math.floor(now_ms / PAGE_MS) % pages;
  if (queues.length === 0) return <div className={styles.nothing}>{t('no_queues')}</div>;
  return (
    <table className={styles.table} data-rows={Math.min(rows, queues.length)}>
      <thead>
        <tr>
          <th scope="col">
            {t('queue')} {pages > 1 && t('page_of', { page: page + 1, pages })}
          </th>
          <th scope="col">{t('waiting')}</th>
          <th scope="col">{t('longest')}</th>
          <th scope="col">{t('agents_free')}</th>
          <th scope="col">{t('service_level_short')}</th>
        </tr>
      </thead>
      <tbody>
        {queues.slice(page * rows, (page + 1) * rows).map((queue) => {
          const level = serviceLevel([queue]);
          return (
            <tr key={queue.id}>
              <td>{queue.name}</td>
              <td>{queue.waiting_count}</td>
              <td>
                <WaitClock
                  entered_ms={queue.oldest_entered_ms}
                  within_ms={queue.service_level_ms}
                />
              </td>
              <td>
                {queue.agents_ready} / {queue.agents_logged_in}
              </td>
              <td>
                {format.percent(level === null ? null : level / 100, 0)}{' '}
                <BandMark band={bandAbove(level, serviceLevelTarget([queue]))} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
