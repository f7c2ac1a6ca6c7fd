// The agent's own last contacts, where no contact is at hand.
import { useQuery } from '@tanstack/react-query';
import { Card, Empty, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactRow } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import { CallNumber } from '@/live/CallNumber';
import { useLiveAgent } from '@/live/liveStore';
import { useCodeName } from '@/live/useCodeName';
import styles from './RecentContacts.module.css';
import { recentQuery } from './requests/recent';

export function RecentContacts(props: { agentId: string }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  const codeName = useCodeName();
  const agent = useLiveAgent(props.agentId);
  const recent = useQuery(recentQuery(props.agentId, agent?.today.handled ?? 0));
  return (
    <Card title={t('recent.title')} extra={<Link to="/contacts">{t('recent.all')}</Link>}>
      <ProblemAlert error={recent.error} retry={recent.refetch} />
      <Table<ContactRow>
        size="small"
        rowKey="id"
        pagination={false}
        loading={recent.isPending}
        dataSource={recent.data?.items ?? []}
        locale={{
          emptyText: recent.isPending ? (
            ' '
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('recent.none')} />
          ),
        }}
        columns={[
          {
            title: t('recent.when'),
            dataIndex: 'arrived_at',
            className: styles.when,
            width: 170,
            render: (at: string, row) => <Link to={`/contacts/${row.id}`}>{f.dateTime(at)}</Link>,
          },
          {
            title: t('recent.caller'),
            render: (_, row) => (
              <span className={styles.caller}>
                {row.caller_name || row.caller || t('common:withheld')}
                <CallNumber number={row.caller} />
              </span>
            ),
          },
          { title: t('recent.queue'), dataIndex: 'queue_name' },
          { title: t('recent.talk'), align: 'end', render: (_, row) => f.duration(row.talk_ms) },
          {
            title: t('recent.code'),
            ellipsis: true,
            render: (_, row) => codeName(row.wrap_up_code),
          },
        ]}
      />
    </Card>
  );
}
