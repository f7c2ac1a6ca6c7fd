// The agent's own figures of today.
import { Card, Statistic, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LiveAgent } from '@/api/types';
import { Fresh } from '@/components/Fresh';
import { useFormat } from '@/frame/useFormat';
import { useServerNow } from '@/live/useServerNow';
import { occupancyOf } from './occupancy';
import styles from './TodayFigures.module.css';

const COUNTS = ['answered', 'missed', 'transfers'] as const;
const TIMES = ['avg_handle_ms', 'talk_ms', 'hold_ms', 'wrap_up_ms'] as const;

export function TodayFigures(props: { agent: LiveAgent }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  const { today } = props.agent;
  return (
    <Fresh>
      <Card title={t('today.title')}>
        <div className={styles.figures}>
          {COUNTS.map((name) => (
            <Statistic key={name} title={t(`today.${name}`)} value={f.number(today[name] ?? 0)} />
          ))}
          <Occupancy agent={props.agent} />
          {TIMES.map((name) => (
            <Statistic key={name} title={t(`today.${name}`)} value={f.duration(today[name])} />
          ))}
        </div>
      </Card>
    </Fresh>
  );
}

function Occupancy({ agent }: { agent: LiveAgent }) {
  const { t } = useTranslation('desk');
  const f = useFormat();
  const share = occupancyOf(agent, useServerNow());
  return (
    <Tooltip title={t('today.occupancyAbout')}>
      <Statistic title={t('today.occupancy')} value={f.percent(share)} />
    </Tooltip>
  );
}
