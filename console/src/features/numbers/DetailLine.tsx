// Below an indicator: its median and edge, its worst hour, its half hours on target.
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import type { Detail } from './requests/details';
import { useFigure } from './useFigure';

export function DetailLine({ detail }: { detail: Detail | undefined }) {
  const { t } = useTranslation('numbers');
  const format = useFormat();
  const figure = useFigure();
  if (!detail) return null;
  const told: string[] = [];
  if (detail.median !== null) {
    told.push(
      t('detail.spread', {
        median: figure.value(detail.median, 'seconds'),
        p90: figure.value(detail.p90, 'seconds'),
        longest: figure.value(detail.longest, 'seconds'),
      }),
    );
  }
  if (detail.peak !== null && detail.peak_at) {
    const at = format.dateTime(detail.peak_at);
    told.push(t('detail.peak', { value: figure.value(detail.peak, 'percent'), at }));
  }
  if (detail.callers !== null) told.push(t('detail.callers', { count: detail.callers }));
  if (detail.periods) {
    told.push(t('detail.on_target', { met: format.number(detail.met), count: detail.periods }));
  }
  return told.map((one) => (
    <Typography.Text key={one} type="secondary">
      {one}
    </Typography.Text>
  ));
}
