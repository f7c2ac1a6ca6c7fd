// The agent's page: what is now, what to do, and the own day.
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Fresh } from '@/components/Fresh';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useSession } from '@/frame/session';
import { useDesk, useOwn } from '@/live/useOwn';
import { BulletinsCard } from './BulletinsCard';
import { Colleagues } from './Colleagues';
import { ContactCard } from './ContactCard';
import styles from './DeskPage.module.css';
import { NowCard } from './NowCard';
import { QueueSummary } from './QueueSummary';
import { RecentContacts } from './RecentContacts';
import { ScriptCard } from './ScriptCard';
import { SipPhoneCard } from './SipPhoneCard';
import { TodayFigures } from './TodayFigures';
import { WrapUpCard } from './WrapUpCard';
import { WrittenCard } from './WrittenCard';

export default function DeskPage() {
  const { t } = useTranslation('desk');
  const { agent_id } = useSession();
  const { agent, contact, wrapUp } = useOwn();
  const desk = useDesk();
  if (agent_id === null) return <Alert type="info" showIcon title={t('noAgent')} />;
  if (!agent) return <Skeleton active paragraph={{ rows: 10 }} />;
  return (
    <>
      <h1 className="announced">{t('menu')}</h1>
      <div className={styles.columns}>
        <div className={styles.main}>
          {desk.error ? <ProblemAlert error={desk.error} retry={desk.refetch} /> : null}
          <NowCard agent={agent} contact={contact} />
          <BulletinsCard />
          <WrittenCard works={agent.works ?? []} />
          {wrapUp ? (
            <WrapUpCard key={wrapUp.segment_id} wrapUp={wrapUp} queueId={contact?.queue_id ?? ''} />
          ) : null}
          {contact && desk.data?.script && !desk.isPlaceholderData ? (
            <ScriptCard
              key={contact.id}
              script={desk.data.script}
              agent={agent}
              contact={contact}
            />
          ) : null}
          {contact ? <ContactCard contact={contact} /> : null}
          <TodayFigures agent={agent} />
          {contact ? null : <RecentContacts agentId={agent.id} />}
        </div>
        <aside className={styles.side}>
          {agent.phone === 'sip' ? <SipPhoneCard /> : null}
          <Fresh>
            <QueueSummary />
          </Fresh>
          <Fresh>
            <Colleagues ownId={agent.id} />
          </Fresh>
        </aside>
      </div>
    </>
  );
}
