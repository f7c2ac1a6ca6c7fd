// Alerts by owner, and of one figure the widest place first with the others below it.
import type { AlertRow } from './requests';

export type Line = AlertRow & { children?: AlertRow[] };

const WIDTH = ['centre', 'queue', 'team', 'agent'];

export function grouped(alerts: AlertRow[]): { role: string; lines: Line[] }[] {
  const roles = new Map<string, Map<string, AlertRow[]>>();
  for (const one of alerts) {
    const figures = roles.get(one.owner_role) ?? new Map<string, AlertRow[]>();
    roles.set(one.owner_role, figures);
    figures.set(one.indicator, [...(figures.get(one.indicator) ?? []), one]);
  }
  return [...roles]
    .map(([role, figures]) => ({
      role,
      lines: [...figures.values()].map(lineOf).sort((a, b) => a.due_at.localeCompare(b.due_at)),
    }))
    .sort((a, b) => a.role.localeCompare(b.role));
}

function lineOf(alerts: AlertRow[]): Line {
  const [first, ...others] = [...alerts].sort(
    (a, b) =>
      WIDTH.indexOf(a.grain) - WIDTH.indexOf(b.grain) || a.scope_name.localeCompare(b.scope_name),
  );
  if (!first) throw new Error('a figure without an alert');
  return others.length ? { ...first, children: others } : first;
}
