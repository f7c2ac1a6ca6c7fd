// The network of the call at hand as four bars, with the figures on hover.
import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from '@/frame/store';
import { useFormat } from '@/frame/useFormat';
import { type Grade, gradeOf } from './mos';
import styles from './QualityBars.module.css';
import { type Stretch, shareLost } from './quality';
import { qualityNow } from './qualityWatch';

const BARS: Record<Grade, number> = { good: 4, fair: 3, poor: 2, bad: 1 };

export function QualityBars() {
  const { t } = useTranslation('phone');
  const now = useStore(qualityNow);
  if (!now) return null;
  const grade = gradeOf(now.mos);
  return (
    <Popover
      title={t('quality.title')}
      content={<Figures now={now} />}
      trigger={['hover', 'focus']}
    >
      <button
        type="button"
        className={styles.bars}
        data-grade={grade}
        aria-label={t('quality.now', { grade: t(`quality.grade.${grade}`) })}
      >
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} className={styles.bar} data-on={bar <= BARS[grade]} />
        ))}
      </button>
    </Popover>
  );
}

function Figures({ now }: { now: Stretch }) {
  const { t } = useTranslation('phone');
  const f = useFormat();
  const loss = (lost: number, came: number) => `${f.number(shareLost(lost, came), 1)} %`;
  const ms = (value: number | null) => (value === null ? '–' : `${f.number(value, 0)} ms`);
  const rows = [
    ['mos', f.number(now.mos, 1)],
    ['heard', `${loss(now.lost, now.received)} · ${ms(now.jitter_ms)}`],
    ['sent', `${loss(now.sent_lost, now.sent - now.sent_lost)} · ${ms(now.sent_jitter_ms)}`],
    ['roundTrip', ms(now.round_trip_ms)],
  ];
  return (
    <dl className={styles.figures}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`quality.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
