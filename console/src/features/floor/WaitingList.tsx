// Who waits in one queue, in order; the server tells the first twenty.
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveQueue } from '@/api/types';
import { Clock } from '@/components/Clock';
import { useFormat } from '@/frame/useFormat';
import { CallerMenu } from './acts/CallerMenu';
import styles from './floor.module.css';

/** How near today's estimated waits came to what then happened. */
function Estimates({ queue }: { queue: LiveQueue }) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const count = queue.today.estimates ?? 0;
  if (count === 0) return null;
  const share = (queue.today.estimates_near ?? 0) / count;
  const values = {
    count,
    near: format.percent(share, 0),
    off: format.duration((queue.today.estimate_error_ms ?? 0) / count),
  };
  return <p className={styles.more}>{t('estimates_today', values)}</p>;
}

export function WaitingList({ queue }: { queue: LiveQueue }) {
  const { t } = useTranslation('floor');
  if (queue.waiting.length === 0) {
    return (
      <>
        <Typography.Text type="secondary">{t('nobody_waits')}</Typography.Text>
        <Estimates queue={queue} />
      </>
    );
  }
  const more = queue.waiting_count - queue.waiting.length;
  return (
    <>
      <ol className={styles.waiting} aria-label={t('waiting_in', { queue: queue.name })}>
        {queue.waiting.map((waiting) => (
          <li key={waiting.contact_id}>
            <span className={styles.place}>{waiting.position}</span>
            <Link to={`/contacts/${waiting.contact_id}`}>{waiting.caller || t('withheld')}</Link>
            <Clock since_ms={waiting.entered_ms} />
            <CallerMenu contactId={waiting.contact_id} />
          </li>
        ))}
      </ol>
      {more > 0 && <span className={styles.more}>{t('and_more', { count: more })}</span>}
      <Estimates queue={queue} />
    </>
  );
}
