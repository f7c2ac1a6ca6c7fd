// One line that tells a node from its neighbours: what it says, asks for, or leads to.
import type { Case, Node } from './model';
import type { Prompt } from './PromptsInput';

const LENGTH = 60;

function saidBy(prompts: unknown): string {
  const [first] = (prompts ?? []) as Prompt[];
  if (!first) return '';
  return Object.values(first.text ?? {}).find(Boolean) || first.value || '';
}

function caseText(one: Case | undefined): string {
  const [first] = one?.all ?? [];
  return first ? `${first.variable} ${first.value}`.trim() : '';
}

export function aboutNode(node: Node): string {
  const text = (field: string) => String(node[field] ?? '');
  const about: Record<string, string> = {
    say: Object.values((node.text ?? {}) as Record<string, string>).find(Boolean) ?? '',
    collect: text('variable') && `→ ${text('variable')}`,
    hours: text('calendar'),
    branch: caseText((node.cases as Case[] | undefined)?.[0]),
    set: Object.keys((node.variables ?? {}) as object).join(', '),
    http: `${text('service')} ${text('path')}`.trim(),
    queue: text('queue'),
    callback: text('queue'),
    transfer: text('number'),
    survey: ((node.questions ?? []) as { id: string }[]).map(({ id }) => id).join(', '),
  };
  const line = about[node.kind] || saidBy(node.prompts);
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}
