// The parts of a contact: its segments with agents, its legs in queues.

import { Card, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import { useCodeName } from '@/live/useCodeName';
import type { ContactDetail, Leg, Segment } from './types';
import { useNames } from './useNames';

export function SegmentTable({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const names = useNames();
  const code = useCodeName();
  const columns: TableColumnsType<Segment> = [
    {
      title: t('column.agent'),
      render: (_, segment) => segment.agent_name || names.agent(segment.agent_id),
    },
    { title: t('column.queue'), render: (_, segment) => names.queue(segment.queue_id) },
    { title: t('answered_at'), render: (_, segment) => format.time(segment.answered_at) },
    {
      title: t('column.talk'),
      align: 'right',
      render: (_, segment) => format.duration(segment.talk_ms),
    },
    {
      title: t('column.hold'),
      align: 'right',
      render: (_, segment) => format.duration(segment.hold_ms),
    },
    {
      title: t('column.wrap_up'),
      align: 'right',
      render: (_, segment) => format.duration(segment.wrap_up_ms),
    },
    {
      title: t('column.wrap_up_code'),
      render: (_, segment) =>
        [[segment.wrap_up_code, ...segment.more_codes].map(code).join(', '), segment.note]
          .filter(Boolean)
          .join(': ') || '–',
    },
    {
      title: t('how_it_ended'),
      render: (_, segment) =>
        segment.end_reason
          ? t(`end.${segment.end_reason}`, { defaultValue: segment.end_reason })
          : t('open'),
    },
  ];
  return (
    <Card size="small" title={t('segments')}>
      <Table<Segment>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={contact.segments}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </Card>
  );
}

export function LegTable({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const names = useNames();
  const columns: TableColumnsType<Leg> = [
    { title: t('column.queue'), render: (_, leg) => leg.queue_name || names.queue(leg.queue_id) },
    { title: t('entered_at'), render: (_, leg) => format.time(leg.entered_at) },
    { title: t('column.wait'), align: 'right', render: (_, leg) => format.duration(leg.wait_ms) },
    {
      title: t('column.outcome'),
      render: (_, leg) =>
        leg.outcome ? t(`common:outcome.${leg.outcome}`, { defaultValue: leg.outcome }) : t('open'),
    },
    {
      title: t('after_transfer'),
      render: (_, leg) => t(leg.is_post_transfer ? 'common:yes' : 'common:no'),
    },
  ];
  return (
    <Card size="small" title={t('legs')}>
      <Table<Leg>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={contact.legs}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </Card>
  );
}
