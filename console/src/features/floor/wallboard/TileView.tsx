// A tile with its title and what it shows.

import { AgentsTile } from './AgentsTile';
import { AlarmsTile } from './AlarmsTile';
import { ClockTile } from './ClockTile';
import { FigureTile } from './FigureTile';
import type { Tile } from './model';
import { QueuesTile } from './QueuesTile';
import type { Trends } from './requests';
import { TrendTile } from './TrendTile';
import styles from './tile.module.css';
import { useTileTitle } from './useTileTitle';

const NO_POINTS: Trends[string] = [];

function Shown({ tile, trends }: { tile: Tile; trends: Trends }) {
  switch (tile.kind) {
    case 'figure':
      return <FigureTile tile={tile} />;
    case 'queues':
      return <QueuesTile tile={tile} />;
    case 'agents':
      return <AgentsTile tile={tile} />;
    case 'alarms':
      return <AlarmsTile tile={tile} />;
    case 'clock':
      return <ClockTile tile={tile} />;
    case 'trend':
      return <TrendTile tile={tile} points={trends[tile.id] ?? NO_POINTS} />;
    default:
      return <p className={styles.text}>{tile.text}</p>;
  }
}

export function TileView({ tile, trends }: { tile: Tile; trends: Trends }) {
  const title = useTileTitle()(tile);
  return (
    <section className={styles.tile} data-kind={tile.kind} aria-label={title}>
      {title && <h2 className={styles.title}>{title}</h2>}
      <div className={styles.inside}>
        <Shown tile={tile} trends={trends} />
      </div>
    </section>
  );
}
