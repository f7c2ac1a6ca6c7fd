// The colleagues who are in, those who are free first.
import { Badge, Card, Empty, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AgentState } from '@/api/types';
import { Clock } from '@/components/Clock';
import { useLiveAgents } from '@/live/liveStore';
import { STATE_COLOURS } from '@/theme';
import styles from './Colleagues.module.css';

const ORDER: AgentState[] = [
  'ready',
  'reserved',
  'ringing',
  'talking',
  'holding',
  'working',
  'wrap_up',
  'not_ready',
];

export function Colleagues(props: { ownId: string }) {
  const { t } = useTranslation('desk');
  const agents = useLiveAgents()
    .filter((agent) => agent.id !== props.ownId && agent.state !== 'logged_out')
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <Card title={t('colleagues.title', { count: agents.length })} size="small">
      {agents.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('colleagues.none')} />
      ) : null}
      <ul className={styles.list}>
        {agents.map((agent) => (
          <li key={agent.id} className={styles.agent}>
            <span className={styles.name}>{agent.name}</span>
            <Badge color={STATE_COLOURS[agent.state]} text={t(`common:state.${agent.state}`)} />
            <Typography.Text type="secondary" className={styles.clock}>
              <Clock since_ms={agent.since_ms} />
            </Typography.Text>
          </li>
        ))}
      </ul>
    </Card>
  );
}
