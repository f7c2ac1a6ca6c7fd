// Agents as a list with virtual rows, for floors of any size.
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveAgent } from '@/api/types';
import { Clock } from '@/components/Clock';
import { StateTag } from '@/components/StateTag';
import { useFormat } from '@/frame/useFormat';
import { AgentMenu } from './acts/AgentMenu';
import { MonitorButton } from './MonitorButton';
import { MovedTag } from './MovedTag';
import { NextTag } from './NextTag';
import type { CentreNames } from './useCentreNames';

interface Props {
  agents: LiveAgent[];
  centre: CentreNames;
  queueName: (id: string) => string;
  /** Rows that are chosen; without it none can be. */
  chosen?: ReadonlySet<string>;
  onChoose?: (chosen: ReadonlySet<string>) => void;
}

export function AgentList({ agents, centre, queueName, chosen, onChoose }: Props) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const columns: TableColumnsType<LiveAgent> = [
    { title: t('agent'), dataIndex: 'name', ellipsis: true, width: 130 },
    {
      title: t('state'),
      width: 184,
      render: (_, agent) => (
        <>
          <StateTag state={agent.state} reason={centre.reason(agent.reason)} />
          <NextTag agent={agent} />
          <MovedTag agent={agent} />
        </>
      ),
    },
    {
      title: t('since'),
      width: 64,
      align: 'right',
      render: (_, agent) => <Clock since_ms={agent.since_ms} />,
    },
    {
      title: '',
      width: 76,
      render: (_, agent) => (
        <>
          <MonitorButton agent={agent} />
          <AgentMenu agent={agent} />
        </>
      ),
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
      scroll={{ x: 800, y: 520 }}
      {...(chosen && onChoose
        ? {
            rowSelection: {
              selectedRowKeys: [...chosen],
              columnWidth: 36,
              onChange: (keys) => onChoose(new Set(keys.map(String))),
            },
          }
        : {})}
    />
  );
}
