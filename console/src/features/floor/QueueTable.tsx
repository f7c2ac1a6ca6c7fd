// The queues, those in trouble first; each row opens who waits in it.
import { Card, Empty, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { LiveQueue } from '@/api/types';
import { useFormat } from '@/frame/useFormat';
import { BandMark } from './BandMark';
import {
  abandonmentRate,
  abandonmentTarget,
  type Band,
  bandAbove,
  bandBelow,
  serviceLevel,
  serviceLevelTarget,
} from './board';
import styles from './floor.module.css';
import { WaitClock } from './WaitClock';
import { WaitingList } from './WaitingList';

function useColumns(): TableColumnsType<LiveQueue> {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const share = (value: number | null, band: Band) => (
    <span className={styles.clock}>
      {format.percent(value === null ? null : value / 100, 0)}
      <BandMark band={band} />
    </span>
  );
  return [
    {
      title: t('queue'),
      dataIndex: 'name',
      width: 130,
      ellipsis: true,
      render: (name: string) => <span className={styles.queue}>{name}</span>,
    },
    { title: t('waiting'), dataIndex: 'waiting_count', align: 'right', width: 78 },
    {
      title: t('longest'),
      width: 96,
      align: 'right',
      render: (_, queue) => (
        <WaitClock entered_ms={queue.oldest_entered_ms} within_ms={queue.service_level_ms} />
      ),
    },
    {
      title: t('agents_free'),
      width: 84,
      align: 'right',
      render: (_, queue) => `${queue.agents_ready} / ${queue.agents_logged_in}`,
    },
    {
      title: t('offered_today'),
      width: 84,
      align: 'right',
      render: (_, queue) => format.number(queue.today.offered ?? 0),
    },
    {
      title: t('service_level_short'),
      width: 96,
      align: 'right',
      render: (_, queue) => {
        const value = serviceLevel([queue]);
        return share(value, bandAbove(value, serviceLevelTarget([queue])));
      },
    },
    {
      title: t('abandoned_short'),
      width: 96,
      align: 'right',
      render: (_, queue) => {
        const value = abandonmentRate([queue]);
        return share(value, bandBelow(value, abandonmentTarget([queue])));
      },
    },
  ];
}

export function QueueTable({ queues }: { queues: LiveQueue[] }) {
  const { t } = useTranslation('floor');
  const [search, setSearch] = useSearchParams();
  const columns = useColumns();
  const open = search.get('open');
  const toggle = (id: string) =>
    setSearch(
      (before) => {
        if (before.get('open') === id) before.delete('open');
        else before.set('open', id);
        return before;
      },
      { replace: true },
    );
  return (
    <Card title={t('queues')} size="small">
      <Table<LiveQueue>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={queues}
        pagination={queues.length > 25 ? { pageSize: 25, size: 'small' } : false}
        scroll={{ x: 690 }}
        locale={{ emptyText: <Empty description={t('no_queues')} /> }}
        expandable={{
          columnWidth: 36,
          expandedRowKeys: open ? [open] : [],
          expandRowByClick: true,
          onExpand: (_, queue) => toggle(queue.id),
          expandedRowRender: (queue) => <WaitingList queue={queue} />,
        }}
      />
    </Card>
  );
}
