// The chats, e-mails and text messages at hand, what can be done with each, and the wrap-up of one.
import { Card, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveWork } from '@/api/works';
import { useLiveQueues } from '@/live/liveStore';
import { offeredOf, senderOf, wrapUpOf } from '@/live/written';
import { HandOnDialog } from './HandOnDialog';
import { WorkButtons } from './WorkButtons';
import { WorkStage } from './WorkStage';
import { WrapUpCard } from './WrapUpCard';
import styles from './WrittenCard.module.css';

export function WrittenCard({ works }: { works: LiveWork[] }) {
  const { t } = useTranslation('written');
  const queues = useLiveQueues();
  const [chosen, setChosen] = useState('');
  const [handed, setHanded] = useState<LiveWork | null>(null);
  const wrapUp = wrapUpOf(works, chosen);
  const next = offeredOf(works)[0];
  if (works.length === 0) return null;
  const nameOf = (work: LiveWork) => senderOf(work) || t('unknown');
  return (
    <>
      <Card title={t('title', { count: works.length })} id="written">
        <Table<LiveWork>
          size="small"
          rowKey="contact_id"
          pagination={false}
          dataSource={works}
          rowClassName={(work) => (work.stage === 'offered' ? (styles.offered ?? '') : '')}
          columns={[
            {
              title: t('who'),
              render: (_, work) => (
                <span className={styles.who}>
                  <span className={styles.medium}>{t(`common:channel.${work.medium}`)}</span>
                  {work.stage === 'offered' ? (
                    <strong>{nameOf(work)}</strong>
                  ) : (
                    <Link to={`/contacts/${work.contact_id}`}>{nameOf(work)}</Link>
                  )}
                  {work.sender_name && work.sender ? (
                    <span className={styles.address}>{work.sender}</span>
                  ) : null}
                </span>
              ),
            },
            {
              title: t('queue'),
              render: (_, work) =>
                queues.find(({ id }) => id === work.queue_id)?.name ?? work.queue_id,
            },
            { title: t('stage'), render: (_, work) => <WorkStage work={work} /> },
            {
              align: 'end',
              render: (_, work) => (
                <WorkButtons
                  work={work}
                  name={nameOf(work)}
                  isNext={work === next}
                  isChosen={wrapUp?.segment_id === work.segment_id}
                  onWrapUp={() => setChosen(work.segment_id)}
                  onHandOn={() => setHanded(work)}
                />
              ),
            },
          ]}
        />
      </Card>
      {wrapUp ? (
        <WrapUpCard
          key={wrapUp.segment_id}
          wrapUp={{
            segment_id: wrapUp.segment_id,
            limit_ms: wrapUp.limit_ms,
            started_ms: wrapUp.since_ms,
          }}
          queueId={wrapUp.queue_id}
          writtenBy={nameOf(wrapUp)}
        />
      ) : null}
      <HandOnDialog work={handed} onClose={() => setHanded(null)} />
    </>
  );
}
