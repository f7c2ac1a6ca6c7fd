// One language of a prompt: heard, sent, recorded by phone, or taken out.
import { DeleteOutlined, PhoneOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { fieldText } from '@/components/fieldText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import styles from './prompts.module.css';
import { type SoundShown, soundAddress, usePromptsChanged, useSendSound } from './requests';
import { TakeDialog } from './TakeDialog';

const MB = 1024 * 1024;
const BYTES_MAX = 4 * MB;
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
  const changed = usePromptsChanged();
  const [isTaking, setTaking] = useState(false);
  const [wrong, setWrong] = useState('');
  const take = (file: Blob) => {
    // Said before anything is sent: a server that refuses in the middle is seen as one that is away.
    const size = Math.ceil(file.size / MB);
    setWrong(
      file.size === 0 ? t('nothing_in') : file.size > BYTES_MAX ? t('too_big', { size }) : '',
    );
    if (file.size === 0 || file.size > BYTES_MAX) return;
    send.mutate(
      { language, file },
      { onSuccess: () => tell.success(t('sent', { language: name })) },
    );
  };
  const refused = send.error instanceof Problem ? send.error.details.errors?.[0] : undefined;
  const said = wrong || (refused ? fieldText(refused, t) : '');
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
        {mayChange ? (
          <Button icon={<PhoneOutlined />} onClick={() => setTaking(true)}>
            {t('take.open')}
          </Button>
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
      {said ? <Alert type="error" showIcon title={said} /> : <ProblemAlert error={send.error} />}
      {isTaking ? (
        <TakeDialog
          prompt={prompt}
          language={language}
          onClose={() => {
            setTaking(false);
            void changed();
          }}
        />
      ) : null}
    </section>
  );
}
