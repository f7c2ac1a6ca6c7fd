// What putting a file in would change; each line opens to what differs.
import { Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Difference } from './Difference';
import type { Change } from './requests/centreFile';

const COLOURS = { create: 'green', update: 'blue', delete: 'red' };

export function ChangeTable({ changes }: { changes: Change[] }) {
  const { t } = useTranslation('settings');
  return (
    <Table<Change>
      rowKey={({ kind, id }) => `${kind}/${id}`}
      size="small"
      pagination={changes.length > 50 ? { pageSize: 50 } : false}
      dataSource={changes}
      expandable={{
        expandRowByClick: true,
        expandedRowRender: ({ before, after }) => <Difference before={before} after={after} />,
      }}
      columns={[
        {
          title: t('file.action'),
          width: 120,
          render: (_, { action }) => <Tag color={COLOURS[action]}>{t(`file.${action}`)}</Tag>,
        },
        {
          title: t('file.kind'),
          width: 180,
          render: (_, { kind }) => t(`kind.${kind}.many`, { defaultValue: kind }),
        },
        { title: t('id'), dataIndex: 'id' },
      ]}
    />
  );
}
