// The bulletins of the own agent, for the desk and for the notice on every page.
import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { Page, Shapes } from './types';

export type OwnBulletin = Shapes['OwnBulletin'];

export const OWN_BULLETINS = ['bulletins', 'own'];
/** More at once than anybody reads; older ones stand behind them. */
const SHOWN = 20;

/** `turn` changes when there is news. */
export function ownBulletinsQuery(turn: string) {
  return queryOptions({
    queryKey: [...OWN_BULLETINS, turn],
    queryFn: ({ signal }) =>
      api.get<Page<OwnBulletin>>('/desk/bulletins', { limit: SHOWN }, signal),
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}

export function readBulletin(id: string) {
  return api.post<OwnBulletin>(`/desk/bulletins/${encodeURIComponent(id)}/read`, {});
}
