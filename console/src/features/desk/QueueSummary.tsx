// The queues in short: who waits, how long, and how many colleagues are free.
import { Card, Empty, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveQueue } from '@/api/types';
import { Clock } from '@/components/Clock';
import { useLiveQueues } from '@/live/liveStore';
import styles from './QueueSummary.module.css';

export function QueueSummary() {
  const { t } = useTranslation('desk');
  const queues = useLiveQueues();
  return (
    <Card title={t('queues.title')} size="small">
      <Table<LiveQueue>
        className={styles.queues}
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={queues}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('queues.none')} />,
        }}
        columns={[
          { title: t('queues.name'), dataIndex: 'name', ellipsis: true },
          { title: t('queues.waiting'), dataIndex: 'waiting_count', align: 'end', width: 68 },
          {
            title: t('queues.longest'),
            align: 'end',
            width: 64,
            render: (_, queue) =>
              queue.oldest_entered_ms === null ? '–' : <Clock since_ms={queue.oldest_entered_ms} />,
          },
          { title: t('queues.ready'), dataIndex: 'agents_ready', align: 'end', width: 60 },
        ]}
      />
    </Card>
  );
}
