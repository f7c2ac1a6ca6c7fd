// What the desk asks and tells about its own screen.
import { queryOptions } from '@tanstack/react-query';
import { api, withQuery } from '@/api/client';
import type { Shapes } from '@/api/types';

export const captureRulesQuery = queryOptions({
  queryKey: ['capture', 'rules'],
  queryFn: () => api.get<Shapes['CaptureRules']>('/desk/captures'),
  staleTime: 5 * 60_000,
});

export type Told = Shapes['CaptureTold'];

const path = (recordingId: string) => `/desk/captures/${encodeURIComponent(recordingId)}`;

export function tellCapture(recordingId: string, told: Told) {
  return api.post<Shapes['CaptureTaken']>(path(recordingId), told);
}

/** Times are those of the server's clock. */
export interface Piece {
  recordingId: string;
  part: number;
  number: number;
  begun_ms: number;
  to_ms: number;
  is_last: boolean;
  body: Blob;
}

export function sendPiece({ recordingId, part, number, body, ...query }: Piece) {
  const address = withQuery(`${path(recordingId)}/${part}/${number}`, query);
  return api.put<Shapes['CaptureTaken']>(address, body);
}

const ASKED = 4;

/** How far the server's clock is ahead of this computer's: by the quickest of a few answers. */
export async function clockOffset(): Promise<number> {
  let best = { took_ms: Number.POSITIVE_INFINITY, offset_ms: 0 };
  for (let n = 0; n < ASKED; n += 1) {
    const asked_ms = Date.now();
    const { now_ms } = await api.get<Shapes['CaptureRules']>('/desk/captures');
    const took_ms = Date.now() - asked_ms;
    if (took_ms < best.took_ms) best = { took_ms, offset_ms: now_ms - asked_ms - took_ms / 2 };
  }
  return best.offset_ms;
}
