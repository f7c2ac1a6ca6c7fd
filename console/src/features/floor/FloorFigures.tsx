// The answer before the detail: what the whole floor looks like now.
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveContact, LiveQueue } from '@/api/types';
import { useFormat } from '@/frame/useFormat';
import { useServerNow } from '@/live/useServerNow';
import {
  abandonmentRate,
  abandonmentTarget,
  bandAbove,
  bandBelow,
  bandOfWaits,
  countByState,
  countPhases,
  oldestEntry,
  serviceLevel,
  serviceLevelTarget,
} from './board';
import { Figure } from './Figure';
import styles from './floor.module.css';
import { WaitClock } from './WaitClock';

interface Props {
  queues: LiveQueue[];
  agents: LiveAgent[];
  contacts: LiveContact[];
}

export function FloorFigures({ queues, agents, contacts }: Props) {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const now_ms = useServerNow();
  const oldest_ms = oldestEntry(queues);
  const level = serviceLevel(queues);
  const target = serviceLevelTarget(queues);
  const abandoned = abandonmentRate(queues);
  const most = abandonmentTarget(queues);
  const states = countByState(agents);
  const phases = countPhases(contacts);
  const share = (value: number | null, digits = 0) =>
    format.percent(value === null ? null : value / 100, digits);
  return (
    <div className={styles.figures}>
      <Figure
        name={t('calls_waiting')}
        value={queues.reduce((all, queue) => all + queue.waiting_count, 0)}
        band={bandOfWaits(queues, now_ms)}
        below={
          <>
            {t('longest')} <WaitClock entered_ms={oldest_ms} marked={false} />
          </>
        }
      />
      <Figure
        name={t('service_level_today')}
        value={share(level, 1)}
        band={bandAbove(level, target)}
        below={t('target_at_least', { target: share(target) })}
      />
      <Figure
        name={t('abandonment_today')}
        value={share(abandoned, 1)}
        band={bandBelow(abandoned, most)}
        below={t('target_at_most', { target: share(most) })}
      />
      <Figure
        name={t('live_contacts')}
        value={phases.ivr + phases.queued + phases.talking}
        below={t('phases', { ...phases })}
      />
      <Figure
        name={t('agents_ready')}
        value={states.ready}
        below={t('agents_of', {
          talking: states.talking + states.holding,
          logged_in: agents.length - states.logged_out,
        })}
      />
    </div>
  );
}
