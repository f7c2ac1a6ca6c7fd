// What to say in the call at hand, step by step, with the call's own words put in.
import { Card, Checkbox, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveContact, Shapes } from '@/api/types';
import { useDesk } from '@/live/useOwn';
import styles from './ScriptCard.module.css';
import { filled, timeOfDay } from './script';

type Script = NonNullable<Shapes['Desk']['script']>;

interface Props {
  script: Script;
  agent: LiveAgent;
  contact: LiveContact;
}

const keyOf = (contactId: string) => `callfloor.script.${contactId}`;

function readDone(contactId: string): number[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(contactId)) ?? '[]') as number[];
  } catch {
    return [];
  }
}

export function ScriptCard({ script, agent, contact }: Props) {
  const { t } = useTranslation('desk');
  const { data: desk } = useDesk();
  const [done, setDone] = useState(() => readDone(contact.id));
  const words = {
    caller: contact.caller_name,
    number: contact.caller,
    agent: agent.name,
    queue: desk?.queues.find(({ id }) => id === contact.queue_id)?.name ?? '',
    company: desk?.company ?? '',
    time_of_day: t(`timeOfDay.${timeOfDay(new Date().getHours())}`, {
      lng: contact.language === 'zh' ? 'zh-CN' : contact.language || undefined,
    }),
  };
  const toggle = (index: number) => {
    const next = done.includes(index) ? done.filter((one) => one !== index) : [...done, index];
    sessionStorage.setItem(keyOf(contact.id), JSON.stringify(next));
    setDone(next);
  };
  return (
    <Card
      title={t('script.title', { name: script.name })}
      extra={
        <Typography.Text type="secondary">
          {t('script.done', { done: done.length, all: script.steps.length })} ·{' '}
          {t('script.version', { version: script.version })}
        </Typography.Text>
      }
    >
      <Flex vertical gap="middle" component="ol" className={styles.steps}>
        {script.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a version do not move
          <li key={index} data-done={done.includes(index)}>
            <Checkbox checked={done.includes(index)} onChange={() => toggle(index)}>
              <strong>{filled(step.title, words)}</strong>
            </Checkbox>
            <Typography.Paragraph className={styles.text}>
              {filled(step.text, words)}
            </Typography.Paragraph>
          </li>
        ))}
      </Flex>
    </Card>
  );
}
