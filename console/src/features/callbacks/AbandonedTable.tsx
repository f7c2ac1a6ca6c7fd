// Calls that were abandoned: one click calls back, and no two people call the same customer.
import { PhoneOutlined } from '@ant-design/icons';
import { Button, Flex, Popconfirm, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNameLists } from '@/api/names';
import { emptyText } from '@/components/emptyText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { useCallOut } from '@/live/useCallOut';
import { type Abandoned, type SeeTo, type useAbandoned, useSeeTo } from './requests/callbacks';

export function AbandonedTable(props: { abandoned: ReturnType<typeof useAbandoned> }) {
  const { t } = useTranslation('callbacks');
  const { abandoned } = props;
  const format = useFormat();
  const names = useNameLists();
  return (
    <>
      <ProblemAlert error={abandoned.error} retry={abandoned.refetch} />
      <Table<Abandoned>
        rowKey="id"
        size="small"
        loading={abandoned.isPending}
        dataSource={abandoned.data?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('no_abandoned'), abandoned.isPending) }}
        columns={[
          {
            title: t('who'),
            render: (_, one) => <Link to={`/contacts/${one.id}`}>{one.name || one.number}</Link>,
          },
          { title: t('number'), dataIndex: 'number' },
          { title: t('queue'), render: (_, one) => names?.queues[one.queue_id] ?? one.queue_id },
          { title: t('when'), render: (_, one) => format.dateTime(one.abandoned_at) },
          {
            title: t('by_itself'),
            render: (_, one) => (one.due_at ? format.dateTime(one.due_at) : '–'),
          },
          {
            title: t('claimed'),
            render: (_, one) => names?.agents[one.claimed_by] ?? (one.claimed_by || '–'),
          },
          { render: (_, one) => <Acts one={one} /> },
        ]}
      />
    </>
  );
}

function Acts({ one }: { one: Abandoned }) {
  const { t } = useTranslation('callbacks');
  const tell = useTell();
  const session = useSession();
  const seeTo = useSeeTo();
  const callOut = useCallOut();
  const act = (what: SeeTo) => seeTo.mutateAsync({ id: one.id, what }).catch(tell.problem);
  const isOthers = one.claimed_by !== '' && one.claimed_by !== session.agent_id;
  return (
    <Flex gap="small">
      {callOut.isPossible && (
        <Button
          size="small"
          type="primary"
          icon={<PhoneOutlined />}
          disabled={isOthers || !callOut.isFree}
          onClick={() =>
            callOut.call({ to_number: one.number, abandoned_id: one.id, queue_id: one.queue_id })
          }
        >
          {t('call_back')}
        </Button>
      )}
      <Button size="small" onClick={() => act(one.claimed_by ? 'release' : 'claim')}>
        {one.claimed_by ? t('release') : t('claim')}
      </Button>
      <Popconfirm
        title={t('dismiss_this', { number: one.number })}
        okText={t('dismiss')}
        cancelText={t('common:cancel')}
        onConfirm={() => act('dismiss')}
      >
        <Button size="small" danger>
          {t('dismiss')}
        </Button>
      </Popconfirm>
    </Flex>
  );
}
