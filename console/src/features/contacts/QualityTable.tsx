// How well the network carried each agent's leg of a contact.
import { Card, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Shapes } from '@/api/types';
import { useFormat } from '@/frame/useFormat';

type Quality = Shapes['QualityShown'];

export function QualityTable({ quality }: { quality: Quality[] }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const figure = (name: string, write: (one: Quality) => string) => ({
    title: t(`quality.${name}`),
    align: 'right' as const,
    render: (_: unknown, one: Quality) => write(one),
  });
  const share = (value: number) => `${format.number(value, 1)} %`;
  const ms = (value: number | null) => (value === null ? '–' : `${format.number(value, 0)} ms`);
  const columns: TableColumnsType<Quality> = [
    { title: t('column.agent'), render: (_, one) => one.agent_name },
    figure('mos', (one) => format.number(one.mos, 1)),
    figure('mos_lowest', (one) => format.number(one.mos_lowest, 1)),
    figure('loss', (one) => share(one.loss_pct)),
    figure('jitter', (one) => ms(one.jitter_ms)),
    figure('sent_loss', (one) => share(one.sent_loss_pct)),
    figure('sent_jitter', (one) => ms(one.sent_jitter_ms)),
    figure('round_trip', (one) => ms(one.round_trip_ms)),
    figure('measured', (one) => format.duration(one.measured_ms)),
  ];
  return (
    <Card size="small" title={t('quality.title')}>
      <Table<Quality>
        rowKey={(one) => `${one.agent_id} ${one.segment_id}`}
        size="small"
        columns={columns}
        dataSource={quality}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
      <Typography.Text type="secondary">{t('quality.help')}</Typography.Text>
    </Card>
  );
}
