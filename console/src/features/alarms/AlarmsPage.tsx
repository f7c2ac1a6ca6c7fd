// Every alarm, the newest first: open, acknowledged by whom, over since when, and who was told.
import { Alert, Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Clock } from '@/components/Clock';
import { emptyText } from '@/components/emptyText';
import { OlderButton } from '@/components/OlderButton';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMay } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { useLiveAlarms } from '@/live/liveStore';
import { AcknowledgeDialog } from './AcknowledgeDialog';
import { Deliveries } from './Deliveries';
import { type AlarmRow, useAlarmHistory, useRefreshHistory } from './requests';
import { useAlarmText } from './useAlarmText';

export default function AlarmsPage() {
  const { t } = useTranslation('alarms');
  const format = useFormat();
  const { where, what } = useAlarmText();
  const mayAct = useMay('floor.act');
  const mayChange = useMay('settings.view');
  const [search, setSearch] = useSearchParams();
  const rule = search.get('rule') ?? '';
  const history = useAlarmHistory(rule);
  const refresh = useRefreshHistory();
  const live = useLiveAlarms();
  const [chosen, choose] = useState<AlarmRow | null>(null);
  const face = live.map(({ id, acknowledged_by }) => `${id}${acknowledged_by}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when an alarm has changed
  useEffect(refresh, [face]);
  const rows = useMemo(() => history.data?.pages.flatMap(({ items }) => items) ?? [], [history]);
  const columns: TableColumnsType<AlarmRow> = [
    {
      title: t('state'),
      render: (_, one) =>
        one.ended_at ? (
          <Tag>{t('over')}</Tag>
        ) : (
          <Tag color={one.severity === 'critical' ? 'error' : 'warning'}>{t('open')}</Tag>
        ),
    },
    {
      title: t('alarm'),
      render: (_, one) => (
        <Button type="link" size="small" onClick={() => setSearch({ rule: one.rule_id })}>
          {one.name}
        </Button>
      ),
    },
    { title: t('where'), render: (_, one) => where(one) },
    { title: t('figure_then'), render: (_, one) => what(one) },
    { title: t('raised'), render: (_, one) => format.dateTime(one.raised_at) },
    {
      title: t('lasted'),
      render: (_, one) =>
        one.ended_at ? (
          <Tooltip title={t(`end_reason.${one.end_reason}`)}>
            {format.duration(Date.parse(one.ended_at) - Date.parse(one.raised_at))}
          </Tooltip>
        ) : (
          <Clock since_ms={Date.parse(one.raised_at)} />
        ),
    },
    {
      title: t('acknowledged'),
      render: (_, one) => {
        if (one.acknowledged_at)
          return (
            <Tooltip title={format.dateTime(one.acknowledged_at)}>
              {one.acknowledged_by}
              {one.note && ` – ${one.note}`}
            </Tooltip>
          );
        if (!mayAct) return '–';
        return (
          <Button size="small" onClick={() => choose(one)}>
            {t('acknowledge')}
          </Button>
        );
      },
    },
    { title: t('told'), render: (_, one) => <Deliveries of={one} /> },
  ];
  return (
    <>
      <PageHead
        title={t('title')}
        about={t('about')}
        extra={mayChange && <Link to="/settings/alarms">{t('rules')}</Link>}
      />
      <ProblemAlert error={history.error} retry={history.refetch} />
      {rule && (
        <Alert
          type="info"
          title={t('of_one_rule', { rule: rows[0]?.name ?? rule })}
          action={
            <Button size="small" onClick={() => setSearch({})}>
              {t('all_rules')}
            </Button>
          }
        />
      )}
      <Table<AlarmRow>
        rowKey="id"
        size="small"
        loading={history.isPending}
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('none_yet'), history.isPending) }}
      />
      <OlderButton list={history} />
      {chosen && (
        <AcknowledgeDialog id={chosen.id} name={chosen.name} onClose={() => choose(null)} />
      )}
    </>
  );
}
