// Callbacks in the order in which they are made.
import { Button, Flex, Popconfirm, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNameLists } from '@/api/names';
import { emptyText } from '@/components/emptyText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { MoveDialog } from './MoveDialog';
import { type Callback, type useCallbacks, useMoveCallback } from './requests/callbacks';

const COLOURS: Record<string, string> = { queued: 'blue', ringing: 'gold', dialling: 'green' };

export function CallbackTable(props: { callbacks: ReturnType<typeof useCallbacks> }) {
  const { t } = useTranslation('callbacks');
  const { callbacks } = props;
  const format = useFormat();
  const names = useNameLists();
  const [moving, setMoving] = useState<Callback | null>(null);
  return (
    <>
      <ProblemAlert error={callbacks.error} retry={callbacks.refetch} />
      <Table<Callback>
        rowKey="id"
        size="small"
        loading={callbacks.isPending}
        dataSource={callbacks.data?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('no_callbacks'), callbacks.isPending) }}
        columns={[
          {
            title: t('who'),
            render: (_, one) => (
              <Link to={`/contacts/${one.parent_id || one.id}`}>{one.name || one.number}</Link>
            ),
          },
          { title: t('number'), dataIndex: 'number' },
          { title: t('queue'), render: (_, one) => names?.queues[one.queue_id] ?? one.queue_id },
          { title: t('asked'), render: (_, one) => format.dateTime(one.asked_at) },
          {
            title: t('due'),
            render: (_, one) => (one.due_at ? format.dateTime(one.due_at) : t('in_turn')),
          },
          { title: t('attempts'), dataIndex: 'attempts', align: 'end' },
          {
            title: t('state'),
            render: (_, one) => <Tag color={COLOURS[one.state]}>{t(`state_of.${one.state}`)}</Tag>,
          },
          { render: (_, one) => <Acts one={one} onMove={() => setMoving(one)} /> },
        ]}
      />
      {moving && <MoveDialog callback={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

function Acts(props: { one: Callback; onMove: () => void }) {
  const { t } = useTranslation('callbacks');
  const tell = useTell();
  const move = useMoveCallback();
  const { one } = props;
  const isBusy = one.state === 'ringing' || one.state === 'dialling';
  return (
    <Flex gap="small">
      <Button size="small" disabled={isBusy} onClick={props.onMove}>
        {t('move')}
      </Button>
      <Popconfirm
        title={t('cancel_this', { number: one.number })}
        description={t('cancel_help')}
        okText={t('cancel')}
        okButtonProps={{ danger: true }}
        cancelText={t('common:cancel')}
        onConfirm={() => move.mutateAsync({ id: one.id, due_at: null }).catch(tell.problem)}
      >
        <Button size="small" danger disabled={isBusy}>
          {t('cancel')}
        </Button>
      </Popconfirm>
    </Flex>
  );
}
