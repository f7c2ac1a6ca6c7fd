// Grey bands over the waveform where the recording was paused: silence that is meant.
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { duration } from '@/frame/format';
import { bandsOf } from './bands';
import styles from './player.module.css';
import type { Recording } from './types';

interface Props {
  recording: Recording;
  duration_ms: number;
}

export function PauseBands({ recording, duration_ms }: Props) {
  const { t } = useTranslation('contacts');
  return bandsOf(recording.pauses, duration_ms).map(({ from_ms, to_ms, left, width, reason }) => (
    <Tooltip
      key={from_ms}
      title={t('paused_for', {
        reason: t(`pause_reason.${reason}`, { defaultValue: reason }),
        from: duration(from_ms),
        to: duration(to_ms),
      })}
    >
      <span
        className={styles.band}
        data-testid="pause-band"
        // Where it lies follows from the recording alone.
        ref={(element) => {
          element?.style.setProperty('left', `${left}%`);
          element?.style.setProperty('width', `${width}%`);
        }}
      />
    </Tooltip>
  ));
}
