// Actions under their headings, in an order that does not jump.
import type { Action } from '@/actions/actions';

const ORDER = ['call', 'state', 'go', 'page', 'people', 'contacts', 'console'];

export function grouped(list: Action[]): [string, Action[]][] {
  const groups = new Map<string, Action[]>();
  for (const action of list)
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  const rank = (group: string) => ORDER.indexOf(group.split('.').pop() ?? '');
  return [...groups].sort(([a], [b]) => rank(a) - rank(b));
}
