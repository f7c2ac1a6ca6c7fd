// A wallboard's tiles on their grid: nothing overlaps, nothing leaves it, by whatever way it moves.
import { describe, expect, it } from 'vitest';
import {
  byKey,
  COLUMNS,
  fits,
  KINDS,
  newTile,
  overlap,
  put,
  ROWS,
  type Tile,
} from '@/features/floor/wallboard/model';
import { secretOf } from '@/features/floor/wallboard/screenLine';

function tile(id: string, x: number, y: number, w: number, h: number): Tile {
  const made = newTile([], 'figure');
  if (!made) throw new Error('no room on an empty board');
  return { ...made, id, x, y, w, h };
}

const BOARD = [tile('a', 0, 0, 3, 2), tile('b', 3, 0, 3, 2)];

describe('moving tiles', () => {
  it('puts one where there is room', () => {
    expect(put(BOARD, 'a', { y: 2 })[0]).toMatchObject({ id: 'a', x: 0, y: 2 });
  });

  it('leaves all as it is where another stands, or the grid ends', () => {
    for (const change of [
      { x: 1 },
      { w: 4 },
      { x: -1 },
      { y: ROWS - 1 },
      { h: ROWS + 1 },
      { w: 0 },
    ])
      expect(put(BOARD, 'a', change)).toBe(BOARD);
    expect(put(BOARD, 'nobody', { x: 5 })).toBe(BOARD);
  });

  it('moves by arrows and sizes by shift and arrows', () => {
    const [first] = BOARD as [Tile, Tile];
    expect(byKey(first, 'ArrowDown', false)).toEqual({ x: 0, y: 1 });
    expect(byKey(first, 'ArrowRight', true)).toEqual({ w: 4, h: 2 });
    expect(byKey(first, 'a', false)).toBeNull();
  });

  it('fills the board with new tiles until there is no room, none upon another', () => {
    let tiles: Tile[] = [];
    for (let number = 0; number < COLUMNS * ROWS + 1; number += 1) {
      const made = newTile(tiles, KINDS[number % KINDS.length] ?? 'text');
      if (!made) break;
      expect(fits(tiles, made.id, made)).toBe(true);
      tiles = [...tiles, made];
    }
    expect(new Set(tiles.map(({ id }) => id)).size).toBe(tiles.length);
    expect(tiles.reduce((all, { w, h }) => all + w * h, 0)).toBe(COLUMNS * ROWS);
    expect(newTile(tiles, 'figure')).toBeNull();
    for (const one of tiles)
      for (const other of tiles) if (one !== other) expect(overlap(one, other)).toBe(false);
  });
});

describe('the link of a screen', () => {
  it('has its secret behind the #', () => {
    expect(secretOf('#callfloor_screen_demo.abc')).toBe('callfloor_screen_demo.abc');
    expect(secretOf('')).toBe('');
  });
});
