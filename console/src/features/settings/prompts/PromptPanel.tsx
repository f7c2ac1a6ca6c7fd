// One prompt: its name, its sound in each language, and every version there was.
import { Button, Drawer, Empty, Flex, Input, Popconfirm, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { LANGUAGES } from '../flows/PromptsInput';
import styles from './prompts.module.css';
import {
  type PromptShown,
  type PromptVersion,
  soundAddress,
  useDeletePrompt,
  usePromptVersions,
  usePutPrompt,
  useRestorePrompt,
} from './requests';
import { SoundField } from './SoundField';

interface Props {
  id: string;
  /** Undefined until the first sound was sent. */
  prompt: PromptShown | undefined;
  mayChange: boolean;
  onClose: () => void;
}

function Version(props: { version: PromptVersion; isNow: boolean; back: (() => void) | null }) {
  const { t } = useTranslation('prompts');
  const f = useFormat();
  const { version, isNow, back } = props;
  return (
    <li className={styles.sound}>
      <Flex gap="small" align="center" wrap>
        <strong>{t('version', { version: version.version })}</strong>
        {isNow ? <Tag color="success">{t('holds_now')}</Tag> : null}
        <Typography.Text type="secondary">
          {f.dateTime(version.changed_at)} · {version.author_name}
        </Typography.Text>
        {back && !isNow && version.body ? (
          <Button size="small" onClick={back}>
            {t('go_back')}
          </Button>
        ) : null}
      </Flex>
      {version.body ? null : <Typography.Text type="secondary">{t('was_deleted')}</Typography.Text>}
      {Object.entries(version.body?.sounds ?? {}).map(([language, sound]) => (
        <Flex key={language} gap="small" align="center">
          <Tag>{t(`common:language.${language}`)}</Tag>
          {/* biome-ignore lint/a11y/useMediaCaption: what is said is the prompt itself */}
          <audio className={styles.player} controls preload="none" src={soundAddress(sound)} />
        </Flex>
      ))}
    </li>
  );
}

function Versions({ id, now, mayChange }: { id: string; now: number; mayChange: boolean }) {
  const { t } = useTranslation('prompts');
  const tell = useTell();
  const versions = usePromptVersions(id);
  const restore = useRestorePrompt(id);
  const items = versions.data?.items ?? [];
  return (
    <>
      <Typography.Title level={3} className={styles.heading}>
        {t('versions')}
      </Typography.Title>
      <ProblemAlert error={versions.error ?? restore.error} />
      {items.length === 0 && !versions.isPending ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('no_versions')} />
      ) : null}
      <ul className={styles.versions}>
        {items.map((one) => (
          <Version
            key={one.version}
            version={one}
            isNow={one.version === now}
            back={
              mayChange
                ? () =>
                    restore.mutate(one.version, {
                      onSuccess: () => tell.success(t('is_back', { version: one.version })),
                    })
                : null
            }
          />
        ))}
      </ul>
    </>
  );
}

export function PromptPanel({ id, prompt, mayChange, onClose }: Props) {
  const { t } = useTranslation('prompts');
  const tell = useTell();
  const put = usePutPrompt(id);
  const remove = useDeletePrompt(id);
  const [name, setName] = useState(prompt?.name ?? id);
  const sounds = Object.fromEntries((prompt?.sounds ?? []).map((s) => [s.language, s.sound]));
  const rename = () => {
    if (prompt && name.trim() && name !== prompt.name) put.mutate({ name: name.trim(), sounds });
  };
  const takeOut = (language: string) => {
    const { [language]: _, ...rest } = sounds;
    put.mutate({ name: prompt?.name ?? id, sounds: rest });
  };
  return (
    <Drawer
      open
      size={640}
      title={prompt?.name ?? id}
      onClose={onClose}
      footer={
        mayChange && prompt ? (
          <Popconfirm
            title={t('delete_this', { name: prompt.name })}
            description={t('delete_help')}
            okText={t('common:delete')}
            okButtonProps={{ danger: true }}
            cancelText={t('common:cancel')}
            onConfirm={() => remove.mutateAsync().then(onClose, tell.problem)}
          >
            <Button danger loading={remove.isPending}>
              {t('common:delete')}
            </Button>
          </Popconfirm>
        ) : null
      }
    >
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">
          {t('use', { name: `prompt:${id}` })} {t('formats')}
        </Typography.Text>
        <ProblemAlert error={put.error} />
        {prompt ? (
          <Input
            value={name}
            maxLength={200}
            disabled={!mayChange}
            aria-label={t('name')}
            onChange={(event) => setName(event.target.value)}
            onBlur={rename}
            onPressEnter={rename}
          />
        ) : null}
        {LANGUAGES.map((language) => (
          <SoundField
            key={language}
            prompt={id}
            language={language}
            sound={prompt?.sounds.find((one) => one.language === language)}
            mayChange={mayChange}
            takeOut={() => takeOut(language)}
          />
        ))}
        {prompt ? <Versions id={id} now={prompt.version} mayChange={mayChange} /> : null}
      </Flex>
    </Drawer>
  );
}
