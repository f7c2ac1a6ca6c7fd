// Queues as a table for big screens. More than fit are shown page by page, in turn.
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

const PAGE_MS = 10_000;

interface Props {
  /** In the order in which they are shown. */
  queues: LiveQueue[];
  /** How many fit. */
  rows: number;
  className: string | undefined;
  /** Whether there is room for the column of abandonment. */
  isWide: boolean;
}

export function QueueRows({ queues, rows, className, isWide }: Props) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const now_ms = useServerNow();
  const pages = Math.max(1, Math.ceil(queues.length / rows));
  const page = Math.floor(now_ms / PAGE_MS) % pages;
  const share = (value: number | null) => format.percent(value === null ? null : value / 100, 0);
  return (
    <table className={className} data-rows={Math.min(rows, queues.length)}>
      <thead>
        <tr>
          <th scope="col">
            {t('queue')} {pages > 1 && t('page_of', { page: page + 1, pages })}
          </th>
          <th scope="col">{t('waiting')}</th>
          <th scope="col">{t('longest')}</th>
          <th scope="col">{t('agents_free')}</th>
          <th scope="col">{t('service_level_short')}</th>
          {isWide && <th scope="col">{t('abandoned_short')}</th>}
        </tr>
      </thead>
      <tbody>
        {queues.slice(page * rows, (page + 1) * rows).map((queue) => {
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
              {isWide && (
                <td>
                  {share(abandoned)}{' '}
                  <BandMark band={bandBelow(abandoned, abandonmentTarget([queue]))} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
