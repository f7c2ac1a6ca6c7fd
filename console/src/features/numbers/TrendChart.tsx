// One indicator over time, with its target band and the time before; the table behind it.
import { LineChartOutlined, TableOutlined } from '@ant-design/icons';
import { Card, Empty, Segmented, Skeleton, Table, theme } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '@/components/ProblemAlert';
import type { Instants } from '@/components/range/timeRange';
import { useChart } from '@/components/useChart';
import { usePreferences } from '@/frame/preferences';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { type Point, trendOption } from './chart';
import { edgesOf, periodBefore, standardRows, stepFor } from './indicators';
import styles from './numbers.module.css';
import { useIndicators } from './requests/indicators';
import type { Grain, IndicatorRow } from './types';

import { useFigure } from './useFigure';
import { useIndicatorText } from './useIndicatorText';

interface Props {
  indicator: string;
  grain: Grain;
  entity: string | null;
  instants: Instants;
}

interface DrawnProps {
  points: Point[];
  before: (number | null)[];
  row: IndicatorRow;
}

function Drawn({ points, before, row }: DrawnProps) {
  const { t } = useTranslation('numbers');
  const { token } = theme.useToken();
  const figure = useFigure();
  const option = useMemo(
    () =>
      trendOption(
        points,
        before,
        edgesOf(row.target),
        row.unit === 'percent',
        {
          value: t('this_period'),
          before: t('period_before'),
          target: t('target'),
          sample: (size) => t('sample', { size }),
          figure: (value) => figure.value(value, row.unit),
        },
        {
          text: token.colorTextSecondary,
          line: token.colorBorderSecondary,
          background: token.colorBgElevated,
        },
      ),
    [points, before, row, t, figure, token],
  );
  return <div ref={useChart(option)} className={styles.chart} />;
}

export function TrendChart({ indicator, grain, entity, instants }: Props) {
  const { t } = useTranslation('numbers');
  const format = useFormat();
  const figure = useFigure();
  const { language } = usePreferences();
  const { zone } = useSession().tenant;
  const day = useMemo(
    () => new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: zone }),
    [language, zone],
  );
  const [asTable, setAsTable] = useState(false);
  const step = stepFor(instants.from, instants.to);
  const question = { grain, step, indicator, ...(entity ? { key: entity } : {}) };
  const now = useIndicators({ ...question, ...instants });
  const earlier = useIndicators({ ...question, ...periodBefore(instants.from, instants.to) });
  const text = useIndicatorText(now.data?.definitions);
  const rows = useMemo(() => {
    const all = now.data ? standardRows(now.data) : [];
    const own = all.filter((row) => row.indicator === indicator);
    return own.sort((a, b) => a.bucket.localeCompare(b.bucket));
  }, [now.data, indicator]);
  const before = useMemo(() => {
    const all = earlier.data ? standardRows(earlier.data) : [];
    const own = all.filter((row) => row.indicator === indicator);
    return own.sort((a, b) => a.bucket.localeCompare(b.bucket)).map(({ value }) => value);
  }, [earlier.data, indicator]);
  const points = useMemo(
    () =>
      rows.map((row) => ({
        bucket: row.bucket,
        label:
          step === 'day' ? day.format(new Date(row.bucket)) : format.time(row.bucket).slice(0, 5),
        value: row.value,
        sample_size: row.sample_size,
      })),
    [rows, step, format, day],
  );
  const first = rows[0];
  return (
    <Card
      size="small"
      title={now.data ? t('trend_of', { indicator: text.name(indicator) }) : t('common:loading')}
      extra={
        <Segmented
          size="small"
          value={asTable ? 'table' : 'chart'}
          onChange={(value) => setAsTable(value === 'table')}
          options={[
            { value: 'chart', icon: <LineChartOutlined aria-label={t('as_chart')} /> },
            { value: 'table', icon: <TableOutlined aria-label={t('as_table')} /> },
          ]}
        />
      }
    >
      <ProblemAlert error={now.error} retry={now.refetch} />
      <div className={now.isFetching ? styles.waiting : undefined}>
        {now.isPending ? (
          <Skeleton active paragraph={{ rows: 6 }} />
        ) : !first || rows.every(({ value }) => value === null) ? (
          <Empty description={t('no_trend')} />
        ) : asTable ? (
          <Table<IndicatorRow>
            rowKey="bucket"
            size="small"
            dataSource={rows}
            pagination={false}
            scroll={{ y: 260 }}
            columns={[
              { title: t('time'), render: (_, row) => format.dateTime(row.bucket) },
              {
                title: t('value'),
                align: 'right',
                render: (_, row) => figure.value(row.value, row.unit),
              },
              { title: t('division'), align: 'right', render: (_, row) => figure.division(row) },
              {
                title: t('sample_size'),
                align: 'right',
                render: (_, row) => format.number(row.sample_size),
              },
            ]}
          />
        ) : (
          <Drawn points={points} before={before} row={first} />
        )}
      </div>
    </Card>
  );
}
