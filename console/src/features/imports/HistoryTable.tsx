// What was brought in, by whom and when; each import can be taken back as a whole.
import { Table, Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyText } from '@/components/emptyText';
import { OlderButton } from '@/components/OlderButton';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TakeBackButton } from '@/components/TakeBackButton';
import { useFormat } from '@/frame/useFormat';
import { type Import, useImports, useTakeBack } from './requests';

export function HistoryTable({ kind }: { kind: string }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const list = useImports(kind);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  return (
    <>
      <ProblemAlert error={list.error} retry={list.refetch} />
      <Table<Import>
        rowKey="id"
        size="small"
        loading={list.isPending}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('no_history'), list.isPending) }}
        columns={[
          { title: t('made'), render: (_, one) => format.dateTime(one.made_at) },
          { title: t('author'), render: (_, one) => one.author || t('by_command') },
          { title: t('file'), dataIndex: 'file_name' },
          { title: t('source'), dataIndex: 'source' },
          { title: t('count.new'), align: 'right', render: (_, one) => format.number(one.new) },
          {
            title: t('count.changed'),
            align: 'right',
            render: (_, one) => format.number(one.changed),
          },
          { title: t('count.same'), align: 'right', render: (_, one) => format.number(one.same) },
          {
            key: 'actions',
            render: (_, one) =>
              one.taken_back_at ? (
                <Tag>
                  {t('taken_back', {
                    by: one.taken_back_by,
                    at: format.dateTime(one.taken_back_at),
                  })}
                </Tag>
              ) : (
                <TakeBack made={one} />
              ),
          },
        ]}
      />
      <OlderButton list={list} />
    </>
  );
}

function TakeBack({ made }: { made: Import }) {
  const { t } = useTranslation('imports');
  const title = t('take_back_this', { name: made.file_name || made.id });
  return (
    <TakeBackButton id={made.id} title={title} help={t('take_back_help')} by={useTakeBack()} />
  );
}
