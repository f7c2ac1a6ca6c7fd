// The tree of wrap-up codes, and which of them an agent uses most. Pure, but for the memory.
import type { Shapes } from '@/api/types';
import { createStore } from '@/frame/store';

export type WrapUpCode = Shapes['WrapUpCode'];

export interface CodeNode {
  value: string;
  title: string;
  /** A heading is opened, not chosen. */
  selectable: boolean;
  children: CodeNode[];
}

export interface Remembered {
  /** Marked by the agent. */
  favourites: string[];
  /** The newest first. */
  recent: string[];
}

const KEY = 'callfloor.codes';
const RECENT_KEPT = 6;
/** So many codes need no search and no tree: all are shown at once. */
export const FEW_CODES = 10;

export function headingsOf(codes: readonly WrapUpCode[]): Set<string> {
  return new Set(codes.flatMap(({ parent }) => (parent ? [parent] : [])));
}

/** Those that can be chosen in this queue: no headings, and no codes of other queues. */
export function choosable(codes: readonly WrapUpCode[], queueId: string): WrapUpCode[] {
  const headings = headingsOf(codes);
  return codes.filter(
    ({ id, queue_ids = [] }) =>
      !headings.has(id) && (queue_ids.length === 0 || queue_ids.includes(queueId)),
  );
}

/** Headings without a code to choose are left out. */
export function treeOf(
  codes: readonly WrapUpCode[],
  queueId: string,
  nameOf: (code: WrapUpCode) => string,
): CodeNode[] {
  const headings = headingsOf(codes);
  const leaves = new Set(choosable(codes, queueId).map(({ id }) => id));
  const known = new Set(codes.map(({ id }) => id));
  const below = (parent: string): CodeNode[] =>
    codes
      .filter((code) => (known.has(code.parent ?? '') ? code.parent : '') === parent)
      .map((code) => ({
        value: code.id,
        title: nameOf(code),
        selectable: leaves.has(code.id),
        children: headings.has(code.id) ? below(code.id) : [],
      }))
      .filter(({ selectable, children }) => selectable || children.length > 0);
  return below('');
}

/** The quick choices: all where there are few, else favourites and then what was used last. */
export function quickOf(offered: readonly WrapUpCode[], remembered: Remembered): WrapUpCode[] {
  if (offered.length <= FEW_CODES) return [...offered];
  const wanted = [...new Set([...remembered.favourites, ...remembered.recent])];
  return wanted.flatMap((id) => offered.filter((code) => code.id === id)).slice(0, FEW_CODES);
}

export function used(before: Remembered, codes: readonly string[]): Remembered {
  const recent = [...new Set([...codes, ...before.recent])].slice(0, RECENT_KEPT);
  return { ...before, recent };
}

export function marked(before: Remembered, code: string): Remembered {
  const favourites = before.favourites.includes(code)
    ? before.favourites.filter((one) => one !== code)
    : [...before.favourites, code];
  return { ...before, favourites };
}

function read(): Remembered {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Remembered>;
    return { favourites: [], recent: [], ...stored };
  } catch {
    return { favourites: [], recent: [] };
  }
}

export const codeMemory = createStore<Remembered>(read());

export function remember(change: (before: Remembered) => Remembered): void {
  codeMemory.set(change);
  localStorage.setItem(KEY, JSON.stringify(codeMemory.get()));
}
