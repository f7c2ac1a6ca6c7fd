// How many agents are in each state.
import { useTranslation } from 'react-i18next';
import { useLiveAgents } from '@/live/liveStore';
import { countByState } from '../board';
import type { Tile } from './model';
import styles from './tile.module.css';

const SHOWN = [
  'ready',
  'ringing',
  'talking',
  'holding',
  'wrap_up',
  'working',
  'not_ready',
] as const;

export function AgentsTile({ tile }: { tile: Tile }) {
  const { t } = useTranslation('common');
  const { teams } = tile;
  const states = countByState(
    useLiveAgents().filter(({ team_id }) => teams.length === 0 || teams.includes(team_id)),
  );
  return (
    <ul className={styles.states} data-wide={tile.w > tile.h}>
      {SHOWN.map((state) => (
        <li key={state} className={styles.state} data-state={state}>
          <span>{t(`state.${state}`)}</span> <b>{states[state]}</b>
        </li>
      ))}
    </ul>
  );
}
