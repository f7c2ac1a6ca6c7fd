// A wallboard as data, and how its tiles move on the grid. Pure.
import type { Shapes } from '@/api/types';

export const COLUMNS = 12;
export const ROWS = 8;

export const KINDS = ['figure', 'queues', 'agents', 'trend', 'alarms', 'clock', 'text'] as const;
export const FIGURES = [
  'waiting',
  'longest_wait',
  'service_level',
  'abandonment',
  'offered',
  'answered',
  'agents_ready',
  'agents_talking',
  'agents_logged_in',
] as const;
/** Figures of agents are of teams, all others of queues. */
export const OF_AGENTS: readonly string[] = ['agents_ready', 'agents_talking', 'agents_logged_in'];
export const TRENDS = ['service_level', 'abandonment', 'contacts', 'speed_of_answer'] as const;

export type TileKind = (typeof KINDS)[number];

export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Tile extends Place {
  id: string;
  kind: TileKind;
  /** Empty: named by what it shows. */
  title: string;
  figure: (typeof FIGURES)[number];
  trend: (typeof TRENDS)[number];
  queues: string[];
  teams: string[];
  text: string;
  zone: string;
}

export type Wallboard = Omit<Shapes['WallboardShown'], 'tiles' | 'theme' | 'language'> & {
  theme: 'system' | 'light' | 'dark';
  language: '' | 'en' | 'es' | 'zh';
  tiles: Tile[];
};

const SIZES: Record<TileKind, [number, number]> = {
  figure: [3, 2],
  queues: [6, 4],
  agents: [3, 4],
  trend: [6, 3],
  alarms: [4, 3],
  clock: [2, 1],
  text: [4, 1],
};

export function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

const isInside = ({ x, y, w, h }: Place) =>
  x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= COLUMNS && y + h <= ROWS;

export function fits(tiles: readonly Tile[], id: string, place: Place): boolean {
  return isInside(place) && tiles.every((tile) => tile.id === id || !overlap(tile, place));
}

/** The tiles with one put elsewhere; the same tiles where it does not fit there. */
export function put(tiles: readonly Tile[], id: string, change: Partial<Place>): readonly Tile[] {
  const tile = tiles.find((one) => one.id === id);
  if (!tile) return tiles;
  const moved = { ...tile, ...change };
  if (!fits(tiles, id, moved)) return tiles;
  return tiles.map((one) => (one.id === id ? moved : one));
}

/** The first free place from the top left, as large as usual or smaller; null where none is left. */
function freePlace(tiles: readonly Tile[], kind: TileKind): Place | null {
  const [usualW, usualH] = SIZES[kind];
  for (const [w, h] of [
    [usualW, usualH],
    [2, 1],
    [1, 1],
  ] as const) {
    for (let y = 0; y + h <= ROWS; y += 1) {
      for (let x = 0; x + w <= COLUMNS; x += 1) {
        if (fits(tiles, '', { x, y, w, h })) return { x, y, w, h };
      }
    }
  }
  return null;
}

export function newTile(tiles: readonly Tile[], kind: TileKind): Tile | null {
  const place = freePlace(tiles, kind);
  if (!place) return null;
  let number = 1;
  while (tiles.some(({ id }) => id === `${kind}-${number}`)) number += 1;
  return {
    id: `${kind}-${number}`,
    kind,
    ...place,
    title: '',
    figure: 'waiting',
    trend: 'service_level',
    queues: [],
    teams: [],
    text: '',
    zone: '',
  };
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What a key does to a tile: arrows move it, with shift they size it. Null: nothing. */
export function byKey(tile: Tile, key: string, shift: boolean): Partial<Place> | null {
  const step = STEPS[key];
  if (!step) return null;
  const [dx, dy] = step;
  return shift ? { w: tile.w + dx, h: tile.h + dy } : { x: tile.x + dx, y: tile.y + dy };
}
