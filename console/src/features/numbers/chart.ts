// What ECharts is told to draw for a trend. Pure.
import type { EChartsCoreOption } from 'echarts/core';
import { SERIES_COLOURS } from '@/theme';
import type { Edges } from './indicators';

export interface Point {
  bucket: string;
  label: string;
  value: number | null;
  sample_size: number;
}

export interface Words {
  value: string;
  before: string;
  target: string;
  sample: (size: number) => string;
  figure: (value: number | null) => string;
}

export interface Look {
  text: string;
  line: string;
  background: string;
}

/** Where the axis must reach so that values and target are both in view. */
function top(points: readonly Point[], { low, high }: Edges, percent: boolean): number | undefined {
  if (percent) return 100;
  const highest = Math.max(0, low ?? 0, high ?? 0, ...points.map(({ value }) => value ?? 0));
  return highest > 0 ? Math.ceil(highest * 1.1) : undefined;
}

export function trendOption(
  points: readonly Point[],
  before: readonly (number | null)[],
  edges: Edges,
  percent: boolean,
  words: Words,
  look: Look,
): EChartsCoreOption {
  const max = top(points, edges, percent);
  const banded = edges.low !== null || edges.high !== null;
  return {
    animation: false,
    aria: { enabled: true },
    color: SERIES_COLOURS.slice(0, 2),
    textStyle: { color: look.text },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: look.text } },
    tooltip: {
      trigger: 'axis',
      backgroundColor: look.background,
      borderColor: look.line,
      textStyle: { color: look.text },
      formatter: (items: { dataIndex: number; seriesName: string; value: number | null }[]) => {
        const point = points[items[0]?.dataIndex ?? 0];
        if (!point) return '';
        const lines = items.map(
          (item) => `${item.seriesName}: <b>${words.figure(item.value ?? null)}</b>`,
        );
        return [point.label, ...lines, words.sample(point.sample_size)].join('<br>');
      },
    },
    xAxis: {
      type: 'category',
      data: points.map(({ label }) => label),
      axisLabel: { color: look.text, hideOverlap: true },
      axisLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      axisLabel: { color: look.text, formatter: (value: number) => words.figure(value) },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: [
      {
        name: words.value,
        type: 'line',
        data: points.map(({ value }) => value),
        showSymbol: points.length <= 31,
        symbolSize: 6,
        lineStyle: { width: 2.5 },
        connectNulls: false,
        ...(banded
          ? {
              markArea: {
                silent: true,
                itemStyle: { color: SERIES_COLOURS[2], opacity: 0.12 },
                label: { color: look.text, position: 'insideTopRight' },
                data: [
                  [{ name: words.target, yAxis: edges.low ?? 0 }, { yAxis: edges.high ?? max }],
                ],
              },
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false },
                lineStyle: { color: SERIES_COLOURS[2], type: 'solid', width: 1.5 },
                data: [edges.low, edges.high]
                  .filter((edge) => edge !== null)
                  .map((edge) => ({ yAxis: edge })),
              },
            }
          : {}),
      },
      {
        name: words.before,
        type: 'line',
        data: points.map((_, index) => before[index] ?? null),
        showSymbol: false,
        lineStyle: { width: 1.5, type: 'dashed' },
      },
    ],
  };
}
