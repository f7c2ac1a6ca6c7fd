// The queues on the wallboard. More than fit are shown page by page, in turn.
import { useTranslation } from 'react-i18next';
import type { LiveQueue } from '@/api/types';
import { useFormat } from '@/frame/useFormat';
import { useServerNow } from '@/live/useServerNow';
import { BandMark } from './BandMark';
import {
  abandonmentRate,
  abandonmentTarget,
  bandAbove,
  bandBelow,
  serviceLevel,
  serviceLevelTarget,
} from './board';
import { WaitClock } from './WaitClock';
import styles from './wallboard.module.css';

const ROWS = 6;
/** So many rows fill the screen in larger letters. */
const FEW = 3;
const PAGE_MS = 10_000;

export function WallboardQueues({ queues }: { queues: LiveQueue[] }) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const now_ms = useServerNow();
  const pages = Math.max(1, Math.ceil(queues.length / ROWS));
  const page = Math.floor(now_ms / PAGE_MS) % pages;
  const share = (value: number | null) => format.percent(value === null ? null : value / 100, 0);
  if (queues.length === 0) return <div className={styles.empty}>{t('no_queues')}</div>;
  return (
    <table className={styles.queues} data-few={queues.length <= FEW}>
      <thead>
        <tr>
          <th scope="col">
            {t('queue')} {pages > 1 && t('page_of', { page: page + 1, pages })}
          </th>
          <th scope="col">{t('waiting')}</th>
          <th scope="col">{t('longest')}</th>
          <th scope="col">{t('agents_free')}</th>
          <th scope="col">{t('service_level_short')}</th>
          <th scope="col">{t('abandoned_short')}</th>
        </tr>
      </thead>
      <tbody>
        {queues.slice(page * ROWS, (page + 1) * ROWS).map((queue) => {
          const level = serviceLevel([queue]);
          const abandoned = abandonmentRate([queue]);
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
                {share(level)} <BandMark band={bandAbove(level, serviceLevelTarget([queue]))} />
              </td>
              <td>
                {share(abandoned)}{' '}
                <BandMark band={bandBelow(abandoned, abandonmentTarget([queue]))} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
