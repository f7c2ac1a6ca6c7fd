// Who waits in one queue, in order; the server tells the first twenty.
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveQueue } from '@/api/types';
import { Clock } from '@/components/Clock';
import { CallerMenu } from './acts/CallerMenu';
import styles from './floor.module.css';

export function WaitingList({ queue }: { queue: LiveQueue }) {
  const { t } = useTranslation('floor');
  if (queue.waiting.length === 0) {
    return <Typography.Text type="secondary">{t('nobody_waits')}</Typography.Text>;
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
    </>
  );
}
