// Answered calls that should have a recording and have none, each with the reason.
import { ReloadOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { emptyText } from '@/components/emptyText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { type Missing, type useMissing, useRetry } from './requests/recordings';

export function MissingTable({ missing }: { missing: ReturnType<typeof useMissing> }) {
  const { t } = useTranslation('recordings');
  const format = useFormat();
  return (
    <>
      <ProblemAlert error={missing.error} retry={missing.refetch} />
      <Table<Missing>
        rowKey="recording_id"
        size="small"
        loading={missing.isPending}
        dataSource={missing.data?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('none_missing'), missing.isPending) }}
        columns={[
          {
            title: t('call'),
            render: (_, one) => (
              <Link to={`/contacts/${one.contact_id}`}>{one.caller || t('common:withheld')}</Link>
            ),
          },
          { title: t('what'), render: (_, one) => t(`kind.${one.kind}`) },
          { title: t('when'), render: (_, one) => format.dateTime(one.arrived_at) },
          { title: t('queue'), render: (_, one) => one.queue_name || '–' },
          { title: t('agent'), render: (_, one) => one.agent_name || '–' },
          {
            title: t('transfers'),
            align: 'right',
            render: (_, one) => format.number(one.transfers),
          },
          {
            title: t('why'),
            render: (_, one) => t(`reason.${one.reason}`, { defaultValue: one.reason }),
          },
          { render: (_, one) => one.has_raw && <Again one={one} /> },
        ]}
      />
    </>
  );
}

function Again({ one }: { one: Missing }) {
  const { t } = useTranslation('recordings');
  const tell = useTell();
  const retry = useRetry();
  const again = async () => {
    try {
      await retry.mutateAsync(one.contact_id);
      tell.success(t('again_done'));
    } catch (error) {
      tell.problem(error);
    }
  };
  return (
    <Button size="small" icon={<ReloadOutlined />} loading={retry.isPending} onClick={again}>
      {t('again')}
    </Button>
  );
}
