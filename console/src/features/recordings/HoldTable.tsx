// Legal holds: who placed them, why, until when; each can be taken off with a reason.
import { UnlockOutlined } from '@ant-design/icons';
import { Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyText } from '@/components/emptyText';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { ReleaseDialog } from './ReleaseDialog';
import type { Hold, useHolds } from './requests/recordings';

export function HoldTable({ holds }: { holds: ReturnType<typeof useHolds> }) {
  const { t } = useTranslation('recordings');
  const format = useFormat();
  const mayRelease = useSession().permissions.includes('recordings.hold');
  const [leaving, setLeaving] = useState<Hold | null>(null);
  const ended = (hold: Hold) =>
    hold.released_at
      ? t('released', {
          by: hold.released_by_name || hold.released_by,
          at: format.dateTime(hold.released_at),
          reason: hold.release_reason,
        })
      : t('ran_out');
  return (
    <>
      <ProblemAlert error={holds.error} retry={holds.refetch} />
      <Table<Hold>
        rowKey="id"
        size="small"
        loading={holds.isPending}
        dataSource={holds.data?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 1100 }}
        locale={{ emptyText: emptyText(t('no_holds'), holds.isPending) }}
        columns={[
          { title: t('why'), dataIndex: 'reason', width: 220 },
          {
            title: t('contacts'),
            align: 'right',
            render: (_, hold) => format.number(hold.contacts),
          },
          {
            title: t('how'),
            render: (_, hold) => t(hold.search ? 'by_search' : 'by_contact'),
          },
          { title: t('placed'), render: (_, hold) => format.dateTime(hold.placed_at) },
          { title: t('by'), render: (_, hold) => hold.placed_by_name || hold.placed_by },
          {
            title: t('until'),
            render: (_, hold) => (hold.until ? format.date(hold.until) : t('for_good')),
          },
          {
            title: t('state'),
            render: (_, hold) =>
              hold.is_in_force ? <Tag color="gold">{t('in_force')}</Tag> : ended(hold),
          },
          {
            render: (_, hold) =>
              mayRelease &&
              hold.is_in_force && (
                <Button size="small" icon={<UnlockOutlined />} onClick={() => setLeaving(hold)}>
                  {t('release')}
                </Button>
              ),
          },
        ]}
      />
      {leaving && <ReleaseDialog hold={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
