// Whether what is seen is live: connected, catching up, or lost and since when.
import { Badge, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { duration } from '@/frame/format';
import { useLiveState } from '@/live/liveStore';
import { useServerNow } from '@/live/useServerNow';
import styles from './LiveDot.module.css';

const DOTS = {
  connecting: 'processing',
  catching_up: 'processing',
  connected: 'success',
  lost: 'error',
} as const;

export function LiveDot() {
  const { t } = useTranslation('app');
  const { link, lostSince_ms, telephony, floor } = useLiveState();
  const down = link === 'connected' && (telephony === 'down' || floor === 'down');
  const what = floor === 'down' ? t('live.floorDown') : t('live.telephonyDown');
  return (
    <Tooltip title={down ? what : t(`live.${link}Tip`)}>
      <span className={styles.dot} role="status" aria-live="polite">
        <Badge
          status={down ? 'warning' : DOTS[link]}
          text={
            link === 'lost' && lostSince_ms !== null ? (
              <LostFor since_ms={lostSince_ms} />
            ) : (
              <span className={styles.word}>{down ? t('live.partly') : t(`live.${link}`)}</span>
            )
          }
        />
      </span>
    </Tooltip>
  );
}

function LostFor(props: { since_ms: number }) {
  const { t } = useTranslation('app');
  useServerNow();
  return (
    <span className={styles.word} aria-live="off">
      {t('live.lost', { age: duration(Date.now() - props.since_ms) })}
    </span>
  );
}
