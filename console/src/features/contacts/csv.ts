// Rows as CSV (RFC 4180) that spreadsheets open as they should, in any language.

const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that a spreadsheet would run as a formula is written as text; numbers are left alone. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const raw = String(value);
  const formula = /^[=@\t\r]/.test(raw) || (/^[+-]/.test(raw) && !/^[+-][\d ().-]*$/.test(raw));
  const safe = formula ? `'${raw}` : raw;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(cell).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}
