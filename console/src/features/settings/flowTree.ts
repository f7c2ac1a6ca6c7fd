// A flow as a tree to be read: from its start along every way; a node met before is only named.

import { waysOf } from './flows/model';

export interface FlowNode {
  kind: string;
  [field: string]: unknown;
}

export interface Branch {
  /** Unique in the tree. */
  key: string;
  /** How one gets here: a key, `open`, `closed`, `next`, `on_failure`; empty at the start. */
  way: string;
  node: string;
  kind: string;
  /** True where it is shown elsewhere already (a loop, a shared node). */
  again: boolean;
  /** True where the flow names a node that it does not have. */
  missing: boolean;
  /** What it leads to outside the flow: a queue, a calendar. */
  about: string;
  children: Branch[];
}

function aboutOf(node: FlowNode): string {
  if (node.kind === 'queue') return String(node.queue ?? '');
  if (node.kind === 'hours') return String(node.calendar ?? '');
  if (node.kind === 'language') {
    return Object.entries((node.keys ?? {}) as Record<string, string>)
      .map(([key, language]) => `${key}: ${language}`)
      .join(', ');
  }
  return node.kind === 'end' ? String(node.exit ?? '') : '';
}

export function flowTree(start: string, nodes: Record<string, FlowNode>): Branch {
  const seen = new Set<string>();
  const visit = (name: string, way: string, path: string): Branch => {
    const node = nodes[name];
    const key = `${path}/${way}:${name}`;
    const branch: Branch = {
      key,
      way,
      node: name,
      kind: node?.kind ?? '',
      again: seen.has(name),
      missing: !node,
      about: node ? aboutOf(node) : '',
      children: [],
    };
    if (!node || branch.again) return branch;
    seen.add(name);
    branch.children = waysOf(node)
      .filter(({ target }) => target)
      .map((next) => visit(next.target, next.way.replace('keys.', ''), key));
    return branch;
  };
  return visit(start, '', '');
}
