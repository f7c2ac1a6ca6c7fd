// What a visitor sees and can do while the call is up.
import { AudioMutedOutlined, AudioOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallState, isUp } from './callState';
import { Dialpad } from './Dialpad';
import { Elapsed } from './Elapsed';
import styles from './webcall.module.css';

interface Props {
  state: CallState;
  onMute: (isMuted: boolean) => void;
  onDigit: (digit: string) => void;
  onHangUp: () => void;
}

export function InCall({ state, onMute, onDigit, onHangUp }: Props) {
  const { t } = useTranslation('webcall');
  const up = isUp(state);
  useEffect(() => {
    if (!up) return;
    const keys = (event: KeyboardEvent) => {
      if (!event.altKey && !event.ctrlKey && !event.metaKey && /^[0-9*#]$/.test(event.key)) {
        onDigit(event.key);
      }
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [up, onDigit]);
  return (
    <Flex vertical gap="large" align="center">
      <div className={styles.phase} data-phase={state.phase} role="status">
        <strong>{t(`phase.${state.phase}`)}</strong>
        <span>{t(`phase_help.${state.phase}`)}</span>
        {up && <Elapsed since_ms={state.since_ms} />}
      </div>
      {up && <Dialpad onDigit={onDigit} />}
      <Flex gap="middle" wrap justify="center">
        {up && (
          <Button
            size="large"
            aria-pressed={state.isMuted}
            icon={state.isMuted ? <AudioMutedOutlined /> : <AudioOutlined />}
            onClick={() => onMute(!state.isMuted)}
          >
            {state.isMuted ? t('unmute') : t('mute')}
          </Button>
        )}
        <Button
          size="large"
          type="primary"
          danger
          icon={<PhoneOutlined rotate={225} />}
          onClick={onHangUp}
        >
          {t('hang_up')}
        </Button>
      </Flex>
      {state.isMuted && <span className={styles.about}>{t('muted_help')}</span>}
    </Flex>
  );
}
