// What the retention rules would remove at the next full hour; looking changes nothing.
import { Descriptions, Flex, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { emptyText } from '@/components/emptyText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import type { Due, useRetention } from './requests/recordings';

const MB = 1_000_000;

export function RetentionView({ retention }: { retention: ReturnType<typeof useRetention> }) {
  const { t } = useTranslation('recordings');
  const format = useFormat();
  const due = retention.data;
  const rules = Object.entries(due?.by_rule ?? {})
    .map(([rule, count]) => `${rule}: ${format.number(count)}`)
    .join(', ');
  return (
    <Flex vertical gap="middle">
      <ProblemAlert error={retention.error} retry={retention.refetch} />
      {due && (
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 4 }}
          items={[
            { key: 'go', label: t('would_go'), children: format.number(due.recordings) },
            {
              key: 'size',
              label: t('size'),
              children: t('megabytes', { size: format.number(due.size_bytes / MB, 1) }),
            },
            { key: 'held', label: t('held_back'), children: format.number(due.held) },
            { key: 'rules', label: t('by_rule'), children: rules || '–' },
          ]}
        />
      )}
      <Table<Due>
        rowKey="recording_id"
        size="small"
        loading={retention.isPending}
        dataSource={due?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('none_due'), retention.isPending) }}
        columns={[
          {
            title: t('call'),
            render: (_, one) => (
              <Link to={`/contacts/${one.contact_id}`}>{t(`kind.${one.kind}`)}</Link>
            ),
          },
          { title: t('when'), render: (_, one) => format.dateTime(one.started_at) },
          { title: t('rule'), dataIndex: 'rule' },
          { title: t('days'), align: 'right', render: (_, one) => format.number(one.days) },
          { title: t('due'), render: (_, one) => format.dateTime(one.due_at) },
          {
            title: t('size'),
            align: 'right',
            render: (_, one) => t('megabytes', { size: format.number(one.size_bytes / MB, 1) }),
          },
        ]}
      />
    </Flex>
  );
}
