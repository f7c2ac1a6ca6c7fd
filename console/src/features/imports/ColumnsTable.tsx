// The columns of a kind: what belongs into each, and how it is written.
import { Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Kind } from './requests';

export function ColumnsTable({ kind }: { kind: Kind }) {
  const { t } = useTranslation('imports');
  return (
    <>
      <Typography.Paragraph type="secondary">
        {kind.form === 'log' ? t('key_help_log') : t('key_help', { columns: kind.key.join(', ') })}
      </Typography.Paragraph>
      <Table<Kind['columns'][number]>
        rowKey="name"
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={kind.columns}
        columns={[
          {
            title: t('column'),
            render: (_, one) => (
              <>
                <Typography.Text code>{one.name}</Typography.Text>
                {one.required ? <Tag color="processing">{t('needed')}</Tag> : null}
              </>
            ),
          },
          {
            title: t('holds'),
            render: (_, one) =>
              one.choices.length ? one.choices.join(' · ') : t(`type.${one.type}`),
          },
          { title: t('example'), dataIndex: 'example' },
        ]}
      />
    </>
  );
}
