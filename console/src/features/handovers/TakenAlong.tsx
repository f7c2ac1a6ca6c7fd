// The day's figures and what was open, as they stood when the note was written.
import { Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { useFormat } from '@/frame/useFormat';
import { useReasonName } from '@/live/useReasonName';
import styles from './handovers.module.css';
import type { Taken } from './requests/handovers';

export function TakenAlong({ taken, at_ms }: { taken: Taken; at_ms: number }) {
  const { t } = useTranslation('handovers');
  const format = useFormat();
  const { figures } = taken;
  const share = (value: number | null | undefined) =>
    format.percent(value === null || value === undefined ? null : value / 100, 1);
  const shown: [string, string][] = [
    ['offered', format.number(figures.offered)],
    ['answered', format.number(figures.answered)],
    ['abandoned', format.number(figures.abandoned)],
    ['service_level', share(figures.service_level)],
    ['abandonment_rate', share(figures.abandonment_rate)],
    ['speed', format.duration(figures.avg_speed_of_answer_ms)],
    ['agents_in', format.number(figures.agents_in)],
    ['agents_answered', format.number(figures.agents_answered)],
    ['agents_missed', format.number(figures.agents_missed)],
  ];
  return (
    <>
      <dl className={styles.figures}>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`figure.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <StillOpen open={taken.still_open} at_ms={at_ms} />
    </>
  );
}

function StillOpen({ open, at_ms }: { open: Taken['still_open']; at_ms: number }) {
  const { t } = useTranslation('handovers');
  const format = useFormat();
  const names = useNameLists();
  const reason = useReasonName();
  const queue = (id: string) => names?.queues[id] ?? id;
  const agent = (one: Record<string, unknown>) =>
    names?.agents[String(one.agent_id)] ?? String(one.agent_id);
  const told = [
    ...Object.entries(open.waiting).map(([id, count]) =>
      t('open.waiting', { queue: queue(id), count }),
    ),
    ...(open.oldest_entered_ms
      ? [t('open.oldest', { age: format.duration(at_ms - open.oldest_entered_ms) })]
      : []),
    ...(open.busy ? [t('open.busy', { count: open.busy })] : []),
    ...(open.callbacks ? [t('open.callbacks', { count: open.callbacks })] : []),
    ...(open.abandoned ? [t('open.abandoned', { count: open.abandoned })] : []),
    ...open.closed.map((id) => t('open.closed', { what: id ? queue(id) : t('centre') })),
    ...open.not_ready.map((one) =>
      t('open.not_ready', { agent: agent(one), reason: reason(String(one.reason)) }),
    ),
    ...open.moved.map((one) =>
      t('open.moved', { agent: agent(one), until: format.minute(Number(one.until_ms)) }),
    ),
  ];
  return (
    <Flex wrap gap={6} align="center">
      <strong>{t('open.title')}</strong>
      {told.length === 0 ? (
        <span>{t('open.nothing')}</span>
      ) : (
        told.map((text) => <Tag key={text}>{text}</Tag>)
      )}
    </Flex>
  );
}
