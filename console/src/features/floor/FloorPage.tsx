// The live floor: what it looks like now, queue by queue and agent by agent.
import { DesktopOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { Fresh } from '@/components/Fresh';
import { PageHead } from '@/components/PageHead';
import { useLiveAgents, useLiveContacts, useLiveQueues, useLiveState } from '@/live/liveStore';
import { AgentPanel } from './AgentPanel';
import { sortQueues } from './board';
import { ClosedNotice } from './ClosedNotice';
import { ClosingSwitch } from './ClosingSwitch';
import { ContactTable } from './ContactTable';
import { FloorFigures } from './FloorFigures';
import { FloorFilters } from './FloorFilters';
import { scoped } from './filter';
import styles from './floor.module.css';
import { QueueTable } from './QueueTable';
import { TrunkNotice } from './TrunkNotice';
import { useFloorFilter } from './useFloorFilter';

export default function FloorPage() {
  const { t } = useTranslation('floor');
  const allQueues = useLiveQueues();
  const allAgents = useLiveAgents();
  const allContacts = useLiveContacts();
  const { filter } = useFloorFilter();
  const teamSites = useNameLists()?.team_sites;
  const { queues, agents, contacts } = useMemo(
    () =>
      scoped(
        { queues: allQueues, agents: allAgents, contacts: allContacts },
        filter,
        teamSites ?? {},
      ),
    [allQueues, allAgents, allContacts, filter, teamSites],
  );
  const { link, telephony, floor } = useLiveState();
  const sorted = useMemo(() => sortQueues(queues), [queues]);
  const stopped = link === 'connected' && floor === 'down';
  const silent = link === 'connected' && !stopped && telephony === 'down';
  return (
    <>
      <PageHead
        title={t('title')}
        extra={
          <Flex gap="small" wrap>
            <ClosingSwitch />
            <Button icon={<DesktopOutlined />} href="/wallboards">
              {t('open_wallboard')}
            </Button>
          </Flex>
        }
      />
      <div className={styles.notices}>
        <ClosedNotice />
        <TrunkNotice />
        {stopped && <Alert type="error" showIcon title={t('floor_down')} />}
        {silent && <Alert type="error" showIcon title={t('telephony_down')} />}
      </div>
      {link === 'connecting' && allAgents.length === 0 ? (
        <Skeleton active paragraph={{ rows: 12 }} />
      ) : (
        <Fresh>
          <FloorFilters />
          <FloorFigures queues={queues} agents={agents} contacts={contacts} />
          <div className={styles.halves}>
            <div className={styles.column}>
              <QueueTable queues={sorted} />
              <ContactTable contacts={contacts} queues={allQueues} agents={allAgents} />
            </div>
            <AgentPanel agents={agents} queues={allQueues} />
          </div>
        </Fresh>
      )}
    </>
  );
}
