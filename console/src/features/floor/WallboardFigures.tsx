// The five figures of the wallboard, in letters to be read across the room.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveQueue } from '@/api/types';
import { useFormat } from '@/frame/useFormat';
import { useServerNow } from '@/live/useServerNow';
import { BandMark } from './BandMark';
import {
  abandonmentRate,
  abandonmentTarget,
  type Band,
  bandAbove,
  bandBelow,
  bandOfWaits,
  countByState,
  oldestEntry,
  serviceLevel,
  serviceLevelTarget,
} from './board';
import styles from './wallboard.module.css';

interface Shown {
  name: string;
  value: ReactNode;
  below: string;
  band: Band;
}

function Big({ name, value, below, band }: Shown) {
  return (
    <section className={styles.figure} data-band={band} aria-label={name}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>
        {value}
        <BandMark band={band} />
      </span>
      <span className={styles.below}>{below}</span>
    </section>
  );
}

export function WallboardFigures({ queues, agents }: { queues: LiveQueue[]; agents: LiveAgent[] }) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const now_ms = useServerNow();
  const oldest_ms = oldestEntry(queues);
  const wait_ms = oldest_ms === null ? null : now_ms - oldest_ms;
  const level = serviceLevel(queues);
  const target = serviceLevelTarget(queues);
  const abandoned = abandonmentRate(queues);
  const most = abandonmentTarget(queues);
  const states = countByState(agents);
  const offered = queues.reduce((all, queue) => all + (queue.today.offered ?? 0), 0);
  const share = (value: number | null) => format.percent(value === null ? null : value / 100, 0);
  return (
    <div className={styles.figures}>
      <Big
        name={t('calls_waiting')}
        value={queues.reduce((all, queue) => all + queue.waiting_count, 0)}
        below={t('offered_so_far', { offered: format.number(offered) })}
        band={bandOfWaits(queues, now_ms)}
      />
      <Big
        name={t('longest')}
        value={format.duration(wait_ms)}
        below={wait_ms === null ? t('nobody_waits') : t('right_now')}
        band={bandOfWaits(queues, now_ms)}
      />
      <Big
        name={t('service_level_today')}
        value={share(level)}
        below={t('target_at_least', { target: share(target) })}
        band={bandAbove(level, target)}
      />
      <Big
        name={t('abandonment_today')}
        value={share(abandoned)}
        below={t('target_at_most', { target: share(most) })}
        band={bandBelow(abandoned, most)}
      />
      <Big
        name={t('agents_ready')}
        value={states.ready}
        below={t('of_logged_in', { logged_in: agents.length - states.logged_out })}
        band="none"
      />
    </div>
  );
}
