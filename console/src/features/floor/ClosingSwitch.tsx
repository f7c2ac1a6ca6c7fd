// The emergency switch of the floor: a button, and the prepared closings behind it.
import { StopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Modal, Segmented, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '@/actions/actions';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useMay } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { type Closing, closingsQuery, useSwitch } from './closings';
import styles from './floor.module.css';
import { useCentreNames } from './useCentreNames';

export function ClosingSwitch() {
  const { t } = useTranslation('floor');
  const mayAct = useMay('floor.act');
  const [isOpen, setOpen] = useState(false);
  useActions([
    {
      id: 'floor.closing',
      label: 'floor:closing.title',
      group: 'common:group.page',
      icon: <StopOutlined />,
      enabled: mayAct,
      run: () => setOpen(true),
    },
  ]);
  if (!mayAct) return null;
  return (
    <>
      <Button icon={<StopOutlined />} onClick={() => setOpen(true)}>
        {t('closing.button')}
      </Button>
      <Modal
        open={isOpen}
        title={t('closing.title')}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Closings />
      </Modal>
    </>
  );
}

function Closings() {
  const { t } = useTranslation('floor');
  const { data, error, refetch } = useQuery(closingsQuery);
  if (error) return <ProblemAlert error={error} retry={refetch} />;
  if (data?.items.length === 0) return <Empty description={t('closing.empty')} />;
  return (
    <Flex vertical gap="middle">
      {data?.items.map((closing) => (
        <OneClosing key={closing.id} closing={closing} />
      ))}
    </Flex>
  );
}

function OneClosing({ closing }: { closing: Closing }) {
  const { t } = useTranslation('floor');
  const tell = useTell();
  const format = useFormat();
  const names = useCentreNames();
  const turn = useSwitch();
  const [waiting, setWaiting] = useState(closing.waiting);
  const { id, name, is_closed: isClosed } = closing;
  const what = closing.queues.map(names.queue).join(', ') || t('closing.whole');
  const flip = () =>
    turn.mutate(
      { id, is_closed: !isClosed, waiting },
      {
        onSuccess: () => tell.success(t(isClosed ? 'closing.undone' : 'closing.done', { name })),
        onError: tell.problem,
      },
    );
  return (
    <Flex vertical gap={6} className={styles.closing}>
      <Flex justify="space-between" align="center" gap="small">
        <div>
          <Typography.Text strong>{name}</Typography.Text>
          <div>{what}</div>
        </div>
        <Tag color={isClosed ? 'red' : 'green'}>
          {t(isClosed ? 'closing.closed' : 'closing.open')}
        </Tag>
      </Flex>
      <Typography.Text type="secondary">
        {t('closing.by', { name: closing.changed_by, at: format.dateTime(closing.changed_at) })}
      </Typography.Text>
      <Flex justify="space-between" align="center" gap="small" wrap>
        {!isClosed && (
          <Flex gap="small" align="center" wrap>
            {t('closing.waiting')}
            <Segmented
              size="small"
              value={waiting}
              onChange={setWaiting}
              options={(['stay', 'leave'] as const).map((value) => ({
                value,
                label: t(`closing.${value}`),
              }))}
            />
          </Flex>
        )}
        <Button danger={!isClosed} type="primary" loading={turn.isPending} onClick={flip}>
          {t(isClosed ? 'closing.reopen' : 'closing.close')}
        </Button>
      </Flex>
    </Flex>
  );
}
