// When a report was issued, by whom, and what became of each message.
import { Button, Flex, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { DeliveryTags } from '@/components/DeliveryTags';
import { emptyText } from '@/components/emptyText';
import { useFormat } from '@/frame/useFormat';
import type { Issue } from './requests';

interface Props {
  items: Issue[];
  loading: boolean;
  more: (() => void) | undefined;
  onOpen: (id: string) => void;
}

export function Issues({ items, loading, more, onOpen }: Props) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const columns: TableColumnsType<Issue> = [
    {
      title: t('issued_at'),
      width: 190,
      render: (_, one) => (
        <Button type="link" size="small" onClick={() => onOpen(one.id)}>
          {format.dateTime(one.issued_at)}
        </Button>
      ),
    },
    { title: t('issued_by'), width: 160, render: (_, one) => one.issued_name || t('clock') },
    {
      title: t('sent_to'),
      render: (_, one) =>
        one.deliveries.length ? <DeliveryTags of={one.deliveries} /> : t('to_nobody'),
    },
  ];
  return (
    <Flex vertical gap="small">
      <Table<Issue>
        rowKey="id"
        size="small"
        loading={loading}
        columns={columns}
        dataSource={items}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('never_issued'), loading) }}
      />
      {more && <Button onClick={more}>{t('more')}</Button>}
    </Flex>
  );
}
