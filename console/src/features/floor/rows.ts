// Which rows of a long grid are in view. Pure.

export interface View {
  first: number;
  /** One past the last. */
  end: number;
  columns: number;
  rows: number;
}

const OVERSCAN = 3;

export function rowsInView(
  count: number,
  width: number,
  height: number,
  top: number,
  least: { width: number; height: number },
): View {
  const columns = Math.max(1, Math.floor(width / least.width));
  const rows = Math.ceil(count / columns);
  const first = Math.max(0, Math.floor(top / least.height) - OVERSCAN);
  const end = Math.min(rows, Math.ceil((top + height) / least.height) + OVERSCAN);
  return { first: Math.min(first, rows), end, columns, rows };
}
