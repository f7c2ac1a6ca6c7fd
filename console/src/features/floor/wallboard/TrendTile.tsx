// Today's line of one figure, half hour by half hour.
import { theme } from 'antd';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useChart } from '@/components/useChart';
import { useWidth } from '@/components/useWidth';
import { useFormat } from '@/frame/useFormat';
import type { Tile } from './model';
import type { Trends } from './requests';
import styles from './tile.module.css';

export function TrendTile({ tile, points }: { tile: Tile; points: Trends[string] }) {
  const { t } = useTranslation('wallboards');
  const format = useFormat();
  const { token } = theme.useToken();
  const room = useRef<HTMLDivElement>(null);
  /** Letters are as large on each tile of a board: a part of one column. */
  const letters = Math.max(8, Math.round((useWidth(room) / tile.w) * 0.13));
  const option = useMemo(() => {
    const isPercent = tile.trend === 'service_level' || tile.trend === 'abandonment';
    const text = { color: token.colorTextSecondary, fontSize: letters };
    return {
      animation: false,
      aria: { enabled: true },
      grid: { left: 4, right: letters, top: letters, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: points.map(({ at }) => format.time(at).slice(0, 5)),
        axisLabel: text,
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: tile.trend === 'service_level' ? 100 : undefined,
        axisLabel: { ...text, formatter: isPercent ? '{value} %' : '{value}' },
        splitLine: { lineStyle: { color: token.colorBorderSecondary } },
      },
      series: [
        {
          type: 'line',
          data: points.map(({ value }) => (value === null ? null : Math.round(value * 10) / 10)),
          lineStyle: { width: letters / 5, color: token.colorPrimary },
          itemStyle: { color: token.colorPrimary },
          symbolSize: letters / 2,
          connectNulls: false,
        },
      ],
    };
  }, [points, tile.trend, token, format, letters]);
  const place = useChart(option);
  return (
    <div ref={room} className={styles.trend}>
      {points.length === 0 && <div className={styles.nothing}>{t('no_trend')}</div>}
      <div ref={place} className={styles.chart} data-empty={points.length === 0} />
    </div>
  );
}
