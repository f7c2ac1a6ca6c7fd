// Agents as a list with virtual rows, for floors of any size.
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveAgent } from '@/api/types';
import { Clock } from '@/components/Clock';
import { StateTag } from '@/components/StateTag';
import { useFormat } from '@/frame/useFormat';
import { MonitorButton } from './MonitorButton';
import type { CentreNames } from './useCentreNames';

interface Props {
  agents: LiveAgent[];
  centre: CentreNames;
  queueName: (id: string) => string;
}

export function AgentList({ agents, centre, queueName }: Props) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const columns: TableColumnsType<LiveAgent> = [
    { title: t('agent'), dataIndex: 'name', ellipsis: true, width: 150 },
    {
      title: t('state'),
      width: 150,
      render: (_, agent) => <StateTag state={agent.state} reason={centre.reason(agent.reason)} />,
    },
    {
      title: t('since'),
      width: 80,
      align: 'right',
      render: (_, agent) => <Clock since_ms={agent.since_ms} />,
    },
    {
      title: t('contact'),
      width: 130,
      ellipsis: true,
      render: (_, agent) =>
        agent.contact_id ? (
          <Link to={`/contacts/${agent.contact_id}`}>
            {queueName(agent.queue_id) || t('open_contact')}
          </Link>
        ) : (
          '–'
        ),
    },
    { title: '', width: 48, render: (_, agent) => <MonitorButton agent={agent} /> },
    {
      title: t('answered_today'),
      width: 90,
      align: 'right',
      render: (_, agent) => format.number(agent.today.answered ?? 0),
    },
    {
      title: t('team'),
      width: 120,
      ellipsis: true,
      render: (_, agent) => centre.team(agent.team_id),
    },
  ];
  return (
    <Table<LiveAgent>
      rowKey="id"
      size="small"
      virtual
      columns={columns}
      dataSource={agents}
      pagination={false}
      scroll={{ x: 720, y: 520 }}
    />
  );
}
