// "What would happen to this caller": a number tried on the lists and rules as they hold now.
import { Button, Card, Flex, Input, Select, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { type Treated, useTryCaller } from './requests/tryCaller';
import { useChoices } from './useChoices';

const LANGUAGES = ['en', 'es', 'zh'];

/** What holds for the call, a sentence each. */
function useLines(treated: Treated): string[] {
  const { t } = useTranslation('settings');
  const { language } = usePreferences();
  const choices = useChoices();
  const called = (kind: 'queues' | 'agents', id: string) =>
    choices(kind).find((one) => one.value === id)?.label ?? id;
  if (treated.refused) {
    const words = 'en' in treated.message ? nameIn(treated.message, language) : '';
    return [words ? t('try_caller.refused', { words }) : t('try_caller.refused_usual')];
  }
  const lines: string[] = [];
  if (treated.queue) lines.push(t('try_caller.queue', { queue: called('queues', treated.queue) }));
  if (treated.priority !== null) lines.push(t('try_caller.priority', { count: treated.priority }));
  if (treated.prefer) {
    const agent = treated.agent ? called('agents', treated.agent) : t('try_caller.last_agent');
    const seconds = treated.prefer_wait_ms / 1000;
    lines.push(t(seconds ? 'try_caller.prefer' : 'try_caller.prefer_ready', { agent, seconds }));
  }
  if (treated.language) {
    const spoken = t(`choice.caller_rules.language.${treated.language}`);
    lines.push(t('try_caller.language', { language: spoken }));
  }
  return lines.length > 0 ? lines : [t('try_caller.nothing')];
}

function Outcome({ treated }: { treated: Treated }) {
  const { t } = useTranslation('settings');
  const lines = useLines(treated);
  return (
    <Flex vertical gap={6} aria-live="polite">
      <Flex gap={4} wrap>
        {treated.listed.map((one) => (
          <Tag key={one.list} color={one.kind === 'do_not_serve' ? 'error' : 'processing'}>
            {[one.list_name, one.name, one.note].filter(Boolean).join(' · ')}
          </Tag>
        ))}
        {treated.listed.length === 0 && <Tag>{t('try_caller.unlisted')}</Tag>}
      </Flex>
      {treated.rules.length > 0 && (
        <Typography.Text type="secondary">
          {t('try_caller.rules', { names: treated.rules.map(({ name }) => name).join(' → ') })}
        </Typography.Text>
      )}
      {lines.map((line) => (
        <Typography.Text key={line}>{line}</Typography.Text>
      ))}
    </Flex>
  );
}

export function TryCaller() {
  const { t } = useTranslation('settings');
  const queues = useChoices()('queues');
  const [number, setNumber] = useState('');
  const [language, setLanguage] = useState('');
  const [queue, setQueue] = useState('');
  const trial = useTryCaller();
  const go = () => trial.mutate({ number, language, queue });
  return (
    <Card size="small" title={t('try_caller.title')}>
      <Flex vertical gap="small">
        <Space wrap>
          <Input
            value={number}
            maxLength={21}
            placeholder="+34911222333"
            aria-label={t('try_caller.number')}
            onChange={(event) => setNumber(event.target.value)}
            onPressEnter={go}
          />
          <Select
            allowClear
            value={queue || undefined}
            options={queues}
            placeholder={t('try_caller.at_door')}
            aria-label={t('try_caller.on_the_way')}
            popupMatchSelectWidth={false}
            onChange={(id?: string) => setQueue(id ?? '')}
          />
          <Select
            allowClear
            value={language || undefined}
            options={LANGUAGES.map((value) => ({
              value,
              label: t(`choice.caller_rules.language.${value}`),
            }))}
            placeholder={t('try_caller.any_language')}
            aria-label={t('field.caller_rules.languages.label')}
            popupMatchSelectWidth={false}
            onChange={(code?: string) => setLanguage(code ?? '')}
          />
          <Button type="primary" disabled={!number.trim()} loading={trial.isPending} onClick={go}>
            {t('try_caller.go')}
          </Button>
        </Space>
        <ProblemAlert error={trial.error} />
        {trial.data && <Outcome treated={trial.data} />}
      </Flex>
    </Card>
  );
}
