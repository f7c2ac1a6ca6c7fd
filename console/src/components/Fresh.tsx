// Greys live figures and shows their age when the line to the server is lost.
import { ClockCircleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { duration } from '@/frame/format';
import { useLiveState } from '@/live/liveStore';
import { useServerNow } from '@/live/useServerNow';
import styles from './Fresh.module.css';

export function Fresh(props: { children: ReactNode }) {
  const { link, lostSince_ms } = useLiveState();
  const stale = link === 'lost' || link === 'catching_up';
  return (
    <div className={stale ? styles.stale : styles.fresh}>
      {stale && lostSince_ms !== null ? <Age since_ms={lostSince_ms} /> : null}
      <div className={styles.figures}>{props.children}</div>
    </div>
  );
}

function Age(props: { since_ms: number }) {
  const { t } = useTranslation('common');
  useServerNow();
  return (
    <Tag className={styles.age} icon={<ClockCircleOutlined />} color="warning">
      {t('stale', { age: duration(Date.now() - props.since_ms) })}
    </Tag>
  );
}
