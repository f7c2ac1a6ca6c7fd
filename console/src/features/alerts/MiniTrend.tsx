// The last periods of an alert as a small line: bad ones marked by a dot, the target by a dashed line.
import { useTranslation } from 'react-i18next';
import styles from './alerts.module.css';
import type { AlertRow } from './requests';
import { useAlertText } from './useAlertText';

const EDGE = 4;

export function MiniTrend(props: { of: AlertRow; width?: number; height?: number }) {
  const { of, width = 120, height = 32 } = props;
  const { t } = useTranslation('alerts');
  const text = useAlertText();
  const points = of.trend.filter(({ value }) => value !== null);
  if (points.length < 2) return <span className={styles.quiet}>–</span>;
  const limits = [of.low, of.high].filter((edge) => edge !== null);
  const values = [...points.map(({ value }) => value ?? 0), ...limits];
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const x = (at: number) => EDGE + (at * (width - 2 * EDGE)) / (points.length - 1);
  const y = (value: number) => height - EDGE - ((value - least) * (height - 2 * EDGE)) / span;
  const label = t('trend_told', {
    count: points.length,
    first: text.value(points[0]?.value, of.unit),
    last: text.value(points.at(-1)?.value, of.unit),
  });
  return (
    <svg className={styles.mini} width={width} height={height} role="img" aria-label={label}>
      {limits.map((edge) => (
        <line key={edge} className={styles.edge} x1={0} x2={width} y1={y(edge)} y2={y(edge)} />
      ))}
      <polyline
        className={styles.line}
        points={points.map(({ value }, at) => `${x(at)},${y(value ?? 0)}`).join(' ')}
      />
      {points.map(({ start, value, verdict }, at) =>
        verdict === 'bad' ? (
          <circle key={start} className={styles.bad} cx={x(at)} cy={y(value ?? 0)} r={2.5} />
        ) : null,
      )}
    </svg>
  );
}
