// Records one language of a prompt by phone: which phone rings, then how the call goes.
import { PhoneOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Form, Input, Modal, Radio, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useMay, useSession } from '@/frame/session';
import { hangUp, KEYS, type Key, press, type Take, useBeginTake, useTake } from './take';

const LABELS = { '#': 'take.end_recording', '1': 'take.keep', '2': 'take.again' } as const;

interface Props {
  prompt: string;
  language: string;
  onClose: () => void;
}

export function TakeDialog({ prompt, language, onClose }: Props) {
  const { t } = useTranslation('prompts');
  const [take, setTake] = useState<Take | null>(null);
  const close = () => {
    if (take) void hangUp(take.id).catch(() => undefined);
    onClose();
  };
  return (
    <Modal
      open
      footer={null}
      title={t('take.title', { language: t(`common:language.${language}`) })}
      onCancel={close}
      mask={{ closable: false }}
    >
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t('take.about')}</Typography.Text>
        {take ? (
          <Call key={take.id} begun={take} onAgain={() => setTake(null)} onClose={onClose} />
        ) : (
          <Where prompt={prompt} language={language} onBegun={setTake} />
        )}
      </Flex>
    </Modal>
  );
}

/** The own phone where there is one; a number for who may call out. */
function Where(props: { prompt: string; language: string; onBegun: (take: Take) => void }) {
  const { t } = useTranslation('prompts');
  const session = useSession();
  const mayListen = useMay('floor.listen');
  const mayAnswer = useMay('desk.use') && session.agent_id !== null;
  const mayCall = useMay('callbacks.use') || mayAnswer;
  const hasPhone = mayListen || mayAnswer;
  const begin = useBeginTake(props.prompt, props.language);
  const [isOwn, setOwn] = useState(hasPhone);
  const [number, setNumber] = useState('');
  const isReady = isOwn || number.trim() !== '';
  const ring = () => begin.mutate(isOwn ? '' : number.trim(), { onSuccess: props.onBegun });
  return (
    <Form layout="vertical" onFinish={ring}>
      <Form.Item label={t('take.where')} extra={isOwn ? undefined : t('take.number_help')}>
        <Flex vertical gap="small">
          <Radio.Group
            value={isOwn}
            onChange={(event) => setOwn(event.target.value)}
            options={[
              { value: true, label: t('take.own'), disabled: !hasPhone },
              { value: false, label: t('take.number'), disabled: !mayCall },
            ]}
          />
          {isOwn ? null : (
            <Input
              autoFocus
              type="tel"
              maxLength={40}
              aria-label={t('take.number')}
              placeholder="+34 600 100 200"
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Flex>
      </Form.Item>
      {isOwn && mayAnswer ? <Alert type="info" showIcon title={t('take.rest')} /> : null}
      <ProblemAlert error={begin.error} />
      <Flex justify="end">
        <Button
          type="primary"
          htmlType="submit"
          icon={<PhoneOutlined />}
          disabled={!isReady}
          loading={begin.isPending}
        >
          {t('take.ring')}
        </Button>
      </Flex>
    </Form>
  );
}

function Call(props: { begun: Take; onAgain: () => void; onClose: () => void }) {
  const { t } = useTranslation('prompts');
  const tell = useTell();
  const { data: take, error, refetch } = useTake(props.begun);
  const { phase, result } = take;
  const ask = (what: Promise<Take>) => void what.then(() => refetch(), tell.problem);
  const words = { language: t(`common:language.${take.language}`), version: take.version };
  if (phase === 'over') {
    const why = take.error ? t(`problem:field.${take.error}`, { defaultValue: '' }) : '';
    return (
      <>
        <Alert
          type={result === 'kept' ? 'success' : 'warning'}
          showIcon
          title={t(`take.result.${result}`, words)}
          description={why || undefined}
        />
        <Flex justify="end" gap="small">
          {result === 'kept' ? null : (
            <Button onClick={props.onAgain}>{t('take.once_more')}</Button>
          )}
          <Button type="primary" onClick={props.onClose}>
            {t('take.close')}
          </Button>
        </Flex>
      </>
    );
  }
  return (
    <>
      <div role="status">
        <Alert type="info" showIcon title={t(`take.phase.${phase}`)} />
      </div>
      <ProblemAlert error={error} />
      <Flex justify="end" gap="small" wrap>
        {(KEYS[phase] ?? []).map((key: Key) => (
          <Button
            key={key}
            type={key === '2' ? 'default' : 'primary'}
            onClick={() => ask(press(take.id, key))}
          >
            {t(LABELS[key])}
          </Button>
        ))}
        <Button danger onClick={() => ask(hangUp(take.id))}>
          {t('take.hang_up')}
        </Button>
      </Flex>
    </>
  );
}
