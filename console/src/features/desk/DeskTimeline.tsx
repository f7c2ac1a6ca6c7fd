// How the contact came to this desk, drawn from the journal's facts.
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ContactPhase, LiveContact } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import styles from './DeskTimeline.module.css';
import { knownOf, stepOf } from './deskSteps';
import { timelineQuery } from './requests/timeline';

/** The record opens to an agent who has answered; until then the live line tells what it knows. */
const RINGING: ContactPhase[] = ['queued', 'ringing'];

export function DeskTimeline(props: { contact: LiveContact }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  const { contact } = props;
  const isMine = !RINGING.includes(contact.phase);
  const timeline = useQuery({
    ...timelineQuery(contact.id, `${contact.phase}.${contact.since_ms}`),
    enabled: isMine,
  });
  if (timeline.error) return <ProblemAlert error={timeline.error} retry={timeline.refetch} />;
  const facts = isMine ? timeline.data : knownOf(contact);
  if (!facts) return <Skeleton active title={false} />;
  const names = {
    queue: (id: string) => queues.find((queue) => queue.id === id)?.name ?? id,
    agent: (id: string) => agents.find((agent) => agent.id === id)?.name ?? id,
    language: (id: string) => t(`common:language.${id}`, { defaultValue: id }),
  };
  const items = facts.flatMap((fact) => {
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
