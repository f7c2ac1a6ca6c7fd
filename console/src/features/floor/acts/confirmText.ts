/** A menu's entry says by "…" that a dialog follows; the dialog's own button does the deed. */
export function confirmText(entry: string): string {
  return entry.replace(/\s*…$/, '');
}
