// What was chosen and typed for a wrap-up survives a change of page, a reload and a failed save.
import type { Resolved } from '@/api/desk';

export interface Draft {
  /** The first counts in the figures. */
  codes: string[];
  note: string;
  resolved: Resolved;
}

const keyOf = (segmentId: string) => `callfloor.wrapUp.${segmentId}`;

export function readDraft(segmentId: string): Draft {
  const empty: Draft = { codes: [], note: '', resolved: 'n/a' };
  try {
    const stored = sessionStorage.getItem(keyOf(segmentId));
    return stored ? { ...empty, ...(JSON.parse(stored) as Partial<Draft>) } : empty;
  } catch {
    return empty;
  }
}

export function writeDraft(segmentId: string, draft: Partial<Draft>): void {
  sessionStorage.setItem(keyOf(segmentId), JSON.stringify(draft));
}

export function clearDraft(segmentId: string): void {
  sessionStorage.removeItem(keyOf(segmentId));
}
