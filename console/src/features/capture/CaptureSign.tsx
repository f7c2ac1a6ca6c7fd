// Whether the own screen is being recorded, plainly in the call bar, and who may see it.
import { DesktopOutlined } from '@ant-design/icons';
import { Flex, Popover, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '@/components/ActionButton';
import { useStore } from '@/frame/store';
import { useOwn } from '@/live/useOwn';
import styles from './capture.module.css';
import { capture } from './captureControl';
import { useSeenBy } from './useCaptureRules';

const COLOURS = { on: 'processing', paused: 'warning', off: 'default' } as const;

export function CaptureSign() {
  const { t } = useTranslation('capture');
  const { agent, contact } = useOwn();
  const { isRecording, surface, sharing } = useStore(capture);
  const roles = useSeenBy();
  const inCall = agent?.state === 'talking' || agent?.state === 'holding';
  const isWanted = contact?.screens?.some((one) => one.agent_id === agent?.id);
  const state = contact?.recording?.state;
  if (!inCall || !isWanted || state === 'declined' || state === 'failed') return null;
  if (sharing === 'elsewhere') return null;
  const word = isRecording ? (state === 'paused' ? 'paused' : 'on') : 'off';
  return (
    <Popover
      trigger={['hover', 'focus', 'click']}
      title={t(word === 'off' ? 'off' : 'who')}
      content={
        <Flex vertical gap="small" className={styles.about}>
          <span>{word === 'off' ? t('offAbout') : t('whoAbout', { roles })}</span>
          {word !== 'off' && surface && surface !== 'monitor' ? <span>{t('window')}</span> : null}
          {word === 'off' && sharing !== 'unsupported' ? (
            <ActionButton action="capture.share" />
          ) : null}
          {word === 'off' ? null : <ActionButton action="capture.stop" />}
        </Flex>
      }
    >
      <button type="button" className={styles.sign} aria-label={t(word)}>
        <Tag color={COLOURS[word]} icon={<DesktopOutlined />}>
          <span className={styles.word}>{t(word)}</span>
        </Tag>
      </button>
    </Popover>
  );
}
