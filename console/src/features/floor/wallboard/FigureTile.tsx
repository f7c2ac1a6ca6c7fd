// One figure in letters as large as its tile.
import { useFormat } from '@/frame/useFormat';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import { useServerNow } from '@/live/useServerNow';
import { BandMark } from '../BandMark';
import {
  abandonmentRate,
  abandonmentTarget,
  type Band,
  bandAbove,
  bandBelow,
  bandOfWaits,
  oldestEntry,
  serviceLevel,
  serviceLevelTarget,
} from '../board';
import { OF_AGENTS, type Tile } from './model';
import styles from './tile.module.css';

interface Shown {
  value: string;
  band: Band;
}

function useQueueFigure({ figure, queues: wanted }: Tile): Shown {
  const format = useFormat();
  const now_ms = useServerNow();
  const all = useLiveQueues();
  const queues = wanted.length > 0 ? all.filter(({ id }) => wanted.includes(id)) : all;
  const share = (value: number | null) => format.percent(value === null ? null : value / 100, 0);
  const sum = (field: string) =>
    format.number(queues.reduce((total, queue) => total + (queue.today[field] ?? 0), 0));
  switch (figure) {
    case 'longest_wait': {
      const oldest_ms = oldestEntry(queues);
      const value = format.duration(oldest_ms === null ? 0 : now_ms - oldest_ms);
      return { value, band: bandOfWaits(queues, now_ms) };
    }
    case 'service_level': {
      const level = serviceLevel(queues);
      return { value: share(level), band: bandAbove(level, serviceLevelTarget(queues)) };
    }
    case 'abandonment': {
      const rate = abandonmentRate(queues);
      return { value: share(rate), band: bandBelow(rate, abandonmentTarget(queues)) };
    }
    case 'offered':
    case 'answered':
      return { value: sum(figure), band: 'none' };
    default: {
      const waiting = queues.reduce((total, queue) => total + queue.waiting_count, 0);
      return { value: format.number(waiting), band: bandOfWaits(queues, now_ms) };
    }
  }
}

const STATES: Record<string, readonly string[]> = {
  agents_ready: ['ready'],
  agents_talking: ['talking', 'holding'],
};

function useAgentFigure({ figure, teams }: Tile): Shown {
  const format = useFormat();
  const agents = useLiveAgents().filter(
    ({ team_id }) => teams.length === 0 || teams.includes(team_id),
  );
  const states = STATES[figure];
  const count = agents.filter(({ state }) =>
    states ? states.includes(state) : state !== 'logged_out',
  ).length;
  return { value: format.number(count), band: 'none' };
}

export function FigureTile({ tile }: { tile: Tile }) {
  const ofQueues = useQueueFigure(tile);
  const ofAgents = useAgentFigure(tile);
  const { value, band } = OF_AGENTS.includes(tile.figure) ? ofAgents : ofQueues;
  return (
    <div className={styles.figure} data-band={band}>
      <span className={styles.value}>{value}</span>
      <BandMark band={band} />
    </div>
  );
}
