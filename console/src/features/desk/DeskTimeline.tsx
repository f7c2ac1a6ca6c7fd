// How the contact came to this desk, drawn from the journal's facts.
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveContact } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import styles from './DeskTimeline.module.css';
import { stepOf } from './deskSteps';
import { timelineQuery } from './requests/timeline';

export function DeskTimeline(props: { contact: LiveContact }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  const { contact } = props;
  const timeline = useQuery(timelineQuery(contact.id, `${contact.phase}.${contact.since_ms}`));
  if (timeline.error) return <ProblemAlert error={timeline.error} retry={timeline.refetch} />;
  if (!timeline.data) return <Skeleton active title={false} />;
  const names = {
    queue: (id: string) => queues.find((queue) => queue.id === id)?.name ?? id,
    agent: (id: string) => agents.find((agent) => agent.id === id)?.name ?? id,
    language: (id: string) => t(`common:language.${id}`, { defaultValue: id }),
  };
  const items = timeline.data.flatMap((fact) => {
    const step = stepOf(fact, names);
    if (!step) return [];
    return [
      {
        key: String(fact.position),
        color: step.colour,
        content: (
          <span className={styles.step}>
            <span className={styles.at}>{f.time(fact.at)}</span> {t(step.text, step.params)}
          </span>
        ),
      },
    ];
  });
  return <Timeline className={styles.timeline} items={items} />;
}
