// One language of a prompt: heard, sent, or taken out.
import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Flex, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import styles from './prompts.module.css';
import { type SoundShown, soundAddress, useSendSound } from './requests';

const TYPES = '.wav,.mp3,.flac,.ogg,audio/*';

interface Props {
  prompt: string;
  language: string;
  sound: SoundShown | undefined;
  mayChange: boolean;
  takeOut: () => void;
}

export function SoundField({ prompt, language, sound, mayChange, takeOut }: Props) {
  const { t } = useTranslation('prompts');
  const f = useFormat();
  const tell = useTell();
  const send = useSendSound(prompt);
  const name = t(`common:language.${language}`);
  const take = (file: Blob) =>
    send.mutate(
      { language, file },
      { onSuccess: () => tell.success(t('sent', { language: name })) },
    );
  return (
    <section className={styles.sound} aria-label={name}>
      <Flex gap="small" align="center" wrap justify="space-between">
        <strong>{name}</strong>
        {sound ? (
          <Typography.Text type="secondary">
            {f.duration(sound.duration_ms)} · {f.dateTime(sound.added_at)} · {sound.author_name}
          </Typography.Text>
        ) : (
          <Typography.Text type="secondary">{t('not_recorded')}</Typography.Text>
        )}
      </Flex>
      <Flex gap="small" align="center" wrap>
        {sound ? (
          // biome-ignore lint/a11y/useMediaCaption: what is said is the prompt itself
          <audio
            className={styles.player}
            controls
            preload="none"
            src={soundAddress(sound.sound)}
            aria-label={t('hear', { language: name })}
          />
        ) : null}
        {mayChange ? (
          <Upload
            accept={TYPES}
            showUploadList={false}
            beforeUpload={(file) => {
              take(file);
              return false;
            }}
          >
            <Button icon={<UploadOutlined />} loading={send.isPending}>
              {t(sound ? 'replace' : 'send')}
            </Button>
          </Upload>
        ) : null}
        {mayChange && sound ? (
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('take_out', { language: name })}
            onClick={takeOut}
          />
        ) : null}
      </Flex>
      <ProblemAlert error={send.error} />
    </section>
  );
}
