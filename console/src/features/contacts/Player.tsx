// Plays a recording: the customer's channel above, the agent's below, by mouse and by keyboard.
import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Segmented, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { duration } from '@/frame/format';
import { PauseBands } from './PauseBands';
import styles from './player.module.css';
import type { Playing } from './playing';
import { audioAddress, useWaveform } from './requests/waveform';
import type { Recording, Waveform } from './types';
import { useWave } from './useWave';

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const SKIP_S = 5;

interface Props {
  recording: Recording;
  /** A new object makes the player go there (from the start of the recording) and play. */
  seek: { at_ms: number } | null;
  onTime: (playing: Playing) => void;
}

function Deck({ recording, seek, onTime, waveform }: Props & { waveform: Waveform }) {
  const { t } = useTranslation('contacts');
  const wave = useWave(audioAddress(recording.id), waveform, onTime);
  const { playFrom } = wave;
  useEffect(() => {
    if (seek) playFrom(seek.at_ms / 1000);
  }, [seek, playFrom]);
  const keys = (event: React.KeyboardEvent) => {
    const { key } = event;
    const faster = SPEEDS.indexOf(wave.speed) + (key === ']' ? 1 : -1);
    if (key === ' ') wave.toggle();
    else if (key === 'ArrowLeft') wave.skip(-SKIP_S);
    else if (key === 'ArrowRight') wave.skip(SKIP_S);
    else if (key === 'Home') wave.playFrom(0);
    else if (key === '[' || key === ']') wave.setSpeed(SPEEDS[faster] ?? wave.speed);
    else return;
    event.preventDefault();
  };
  return (
    <section aria-label={t('player')}>
      {wave.failed && <Alert type="error" showIcon title={t('unplayable')} />}
      <div className={styles.stage}>
        <PauseBands recording={recording} duration_ms={waveform.duration_ms} />
        <div
          ref={wave.container}
          className={styles.wave}
          role="slider"
          tabIndex={0}
          aria-label={t('position')}
          aria-valuemin={0}
          aria-valuemax={Math.round(waveform.duration_ms / 1000)}
          aria-valuenow={Math.round(wave.at_s)}
          aria-valuetext={duration(wave.at_s * 1000)}
          onKeyDown={keys}
        />
      </div>
      <Flex gap="middle" align="center" wrap>
        <Button
          type="primary"
          shape="circle"
          icon={wave.playing ? <PauseOutlined /> : <CaretRightOutlined />}
          aria-label={wave.playing ? t('pause') : t('play')}
          onClick={wave.toggle}
        />
        <span className={styles.time}>
          {duration(wave.at_s * 1000)} / {duration(waveform.duration_ms)}
        </span>
        <Segmented
          size="small"
          aria-label={t('speed')}
          value={wave.speed}
          onChange={wave.setSpeed}
          options={SPEEDS.map((speed) => ({ value: speed, label: `${speed}×` }))}
        />
        <span className={styles.legend} data-channel="customer">
          {t('customer')}
        </span>
        <span className={styles.legend} data-channel="agent">
          {t('agent_channel')}
        </span>
        {recording.pauses.length > 0 && (
          <span className={styles.legend} data-channel="paused">
            {t('paused')}
          </span>
        )}
        <span className={styles.hint}>{t('player_keys')}</span>
      </Flex>
    </section>
  );
}

export function Player(props: Props) {
  const waveform = useWaveform(props.recording.id);
  if (waveform.isPending) return <Skeleton.Node active className={styles.shape} />;
  if (waveform.error) return <ProblemAlert error={waveform.error} retry={waveform.refetch} />;
  return <Deck {...props} waveform={waveform.data} />;
}
