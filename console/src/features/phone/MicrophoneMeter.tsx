// A meter that moves while one speaks: whether the chosen microphone hears at all.
import { AudioOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '@/frame/store';
import { audioChoice, MicrophoneError } from './audio';
import { followLevel } from './level';
import styles from './MicrophoneMeter.module.css';
import type { MicrophoneProblem } from './phoneMachine';

export function MicrophoneMeter() {
  const { t } = useTranslation('phone');
  const { microphone } = useStore(audioChoice);
  const [isOn, setIsOn] = useState(false);
  const [level, setLevel] = useState(0);
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another microphone is opened anew
  useEffect(() => {
    if (!isOn) return undefined;
    let stop: () => void = () => undefined;
    let isOver = false;
    setProblem(null);
    followLevel(setLevel).then(
      (end) => {
        stop = end;
        if (isOver) end();
      },
      (error) => {
        setProblem(error instanceof MicrophoneError ? error.problem : 'failed');
        setIsOn(false);
      },
    );
    return () => {
      isOver = true;
      stop();
      setLevel(0);
    };
  }, [isOn, microphone]);
  const label = t(isOn ? 'devices.stopMeter' : 'devices.meter');
  return (
    <Flex vertical gap="small" className={styles.meter}>
      <Button
        size="small"
        icon={<AudioOutlined />}
        aria-label={label}
        onClick={() => setIsOn(!isOn)}
      >
        {label}
      </Button>
      {isOn ? (
        <Progress
          percent={level}
          showInfo={false}
          status="normal"
          aria-label={t('devices.level')}
          aria-valuenow={level}
        />
      ) : null}
      {problem ? <Alert type="warning" title={t(`microphone.${problem}`)} /> : null}
    </Flex>
  );
}
