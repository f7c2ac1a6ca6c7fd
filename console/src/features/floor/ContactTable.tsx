// The contacts that are live now: where each is, with whom, and for how long.
import { Card, Empty, Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveAgent, LiveContact, LiveQueue } from '@/api/types';
import { Clock } from '@/components/Clock';
import { CallerMenu } from './acts/CallerMenu';
import { livePhases } from './board';

const COLOURS: Record<string, string> = {
  ivr: 'default',
  queued: 'orange',
  ringing: 'gold',
  talking: 'blue',
  holding: 'purple',
  rejoining: 'red',
  dialling: 'green',
  dismissed: 'default',
  voicemail: 'cyan',
};

interface Props {
  contacts: LiveContact[];
  queues: LiveQueue[];
  agents: LiveAgent[];
}

export function ContactTable({ contacts, queues, agents }: Props) {
  const { t } = useTranslation('floor');
  const lines = new Map(queues.map(({ id, name }) => [id, name]));
  const people = new Map(agents.map(({ id, name }) => [id, name]));
  const columns: TableColumnsType<LiveContact> = [
    {
      title: t('customer'),
      width: 150,
      ellipsis: true,
      render: (_, contact) => (
        <Link to={`/contacts/${contact.id}`}>
          {contact.caller_name || contact.caller || t('withheld')}
        </Link>
      ),
    },
    {
      title: t('where'),
      width: 130,
      render: (_, { phase }) => <Tag color={COLOURS[phase]}>{t(`common:phase.${phase}`)}</Tag>,
    },
    {
      title: t('queue'),
      width: 110,
      ellipsis: true,
      render: (_, contact) => lines.get(contact.queue_id) ?? '–',
    },
    {
      title: t('agent'),
      width: 130,
      ellipsis: true,
      render: (_, contact) => people.get(contact.agent_id) ?? '–',
    },
    {
      title: t('since'),
      width: 72,
      align: 'right',
      render: (_, contact) => <Clock since_ms={contact.since_ms} />,
    },
    { title: '', width: 44, render: (_, contact) => <CallerMenu contactId={contact.id} /> },
  ];
  const shown = livePhases(contacts);
  return (
    <Card size="small" title={t('live_contacts')}>
      <Table<LiveContact>
        rowKey="id"
        size="small"
        virtual={shown.length > 12}
        columns={columns}
        dataSource={shown}
        pagination={false}
        scroll={{ x: 636, ...(shown.length > 12 ? { y: 360 } : {}) }}
        locale={{ emptyText: <Empty description={t('no_contacts')} /> }}
      />
    </Card>
  );
}
