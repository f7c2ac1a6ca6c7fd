// The grid of the editor: tiles are dragged and sized by the mouse, or moved by the keyboard.
import { type KeyboardEvent, useRef, useState } from 'react';
import ReactGridLayout, { getCompactor, type Layout } from 'react-grid-layout';
import { useTranslation } from 'react-i18next';
import 'react-grid-layout/css/styles.css';
import 'react-resizable/css/styles.css';
import { useWidth } from '@/components/useWidth';
import { BoardLook } from './Board';
import styles from './compose.module.css';
import { byKey, COLUMNS, put, ROWS, type Tile, type Wallboard } from './model';
import type { Trends } from './requests';
import { TileView } from './TileView';
import { useTileTitle } from './useTileTitle';

const GAP_PX = 6;
/** Tiles stay where they are put, and never push others aside. */
const STILL = getCompactor(null, false, true);

interface Props {
  theme: Wallboard['theme'];
  tiles: readonly Tile[];
  trends: Trends;
  chosen: string;
  onChoose: (id: string) => void;
  onChange: (tiles: readonly Tile[]) => void;
  onRemove: (id: string) => void;
}

export function ComposeGrid(props: Props) {
  const { theme, tiles, trends, chosen, onChoose, onChange, onRemove } = props;
  const { t } = useTranslation('wallboards');
  const title = useTileTitle();
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const [said, say] = useState('');
  const rowHeight = Math.max(10, ((width * 9) / 16 - GAP_PX * (ROWS + 1)) / ROWS);
  const laidOut = (layout: Layout) => {
    const next = layout.reduce<readonly Tile[]>(
      (before, { i, x, y, w, h }) => put(before, i, { x, y, w, h }),
      tiles,
    );
    if (JSON.stringify(next) !== JSON.stringify(tiles)) onChange(next);
  };
  const onKey = (event: KeyboardEvent, tile: Tile) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Delete') return onRemove(tile.id);
    if (event.key === 'Enter' || event.key === ' ') onChoose(tile.id);
    const change = byKey(tile, event.key, event.shiftKey);
    if (!change) return;
    event.preventDefault();
    const next = put(tiles, tile.id, change);
    if (next !== tiles) onChange(next);
    const now = next.find(({ id }) => id === tile.id) ?? tile;
    say(next === tiles ? t('no_room') : t('now_at', { ...place(now) }));
  };
  return (
    <div ref={room} className={styles.room}>
      <div aria-live="polite" className={styles.said}>
        {said}
      </div>
      <BoardLook theme={theme}>
        {width > 0 && (
          <ReactGridLayout
            className={styles.canvas ?? ''}
            width={width}
            gridConfig={{
              cols: COLUMNS,
              rowHeight,
              margin: [GAP_PX, GAP_PX],
              containerPadding: [GAP_PX, GAP_PX],
              maxRows: ROWS,
            }}
            dragConfig={{ enabled: true, bounded: true }}
            compactor={STILL}
            autoSize={false}
            layout={tiles.map(({ id, x, y, w, h }) => ({ i: id, x, y, w, h }))}
            onDragStop={laidOut}
            onResizeStop={laidOut}
          >
            {tiles.map((tile) => (
              // biome-ignore lint/a11y/useSemanticElements: a tile holds whole tables
              <div
                key={tile.id}
                role="button"
                tabIndex={0}
                aria-pressed={tile.id === chosen}
                aria-label={t('tile_at', {
                  title: title(tile) || t(`kind.${tile.kind}`),
                  ...place(tile),
                })}
                className={styles.tile}
                data-chosen={tile.id === chosen}
                onFocus={() => onChoose(tile.id)}
                onKeyDown={(event) => onKey(event, tile)}
              >
                <TileView tile={tile} trends={trends} />
              </div>
            ))}
          </ReactGridLayout>
        )}
      </BoardLook>
    </div>
  );
}

const place = ({ x, y, w, h }: Tile) => ({ column: x + 1, row: y + 1, width: w, height: h });
