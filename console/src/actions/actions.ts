// Every action of the console is one object, which serves its button, its shortcut and the palette.
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { createStore, useStorePart } from '@/frame/store';

export interface Action {
  /** Unique, as `phone.answer`. */
  id: string;
  /** Key of the text with its namespace, as `phone:answer`. */
  label: string;
  labelParams?: Record<string, string>;
  /** Key of the heading in the palette and the list of shortcuts, as `common:group.call`. */
  group: string;
  icon?: ReactNode;
  /** `mod+k`, `alt+a`, or two keys in turn: `g c`. `mod` is Ctrl, on a Mac the command key. */
  shortcut?: string;
  enabled?: boolean;
  danger?: boolean;
  /** Works also while the person is typing in a field (shortcuts with alt and mod always do). */
  run: () => void | Promise<void>;
}

type Actions = Readonly<Record<string, Action>>;

export const actions = createStore<Actions>({});

export function registerActions(list: Action[]): () => void {
  actions.set((before) => ({ ...before, ...Object.fromEntries(list.map((a) => [a.id, a])) }));
  return () =>
    actions.set((before) => {
      const after = { ...before };
      for (const action of list) if (after[action.id] === action) delete after[action.id];
      return after;
    });
}

export function runAction(id: string): boolean {
  const action = actions.get()[id];
  if (!action || action.enabled === false) return false;
  void action.run();
  return true;
}

/** What can be seen of an action; the function behind it may change with every render. */
function face(action: Action): string {
  const { id, label, labelParams, group, shortcut, enabled, danger } = action;
  return JSON.stringify([id, label, labelParams, group, shortcut, enabled, danger]);
}

/** Offers actions while the component is on the page. `run` is always the newest one. */
export function useActions(list: Action[]): void {
  const newest = useRef(list);
  useEffect(() => {
    newest.current = list;
  });
  const faces = list.map(face).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew when the face changes
  useEffect(
    () =>
      registerActions(
        newest.current.map((action) => ({
          ...action,
          run: () => newest.current.find((other) => other.id === action.id)?.run(),
        })),
      ),
    [faces],
  );
}

export function useAction(id: string): Action | undefined {
  return useStorePart(actions, (all) => all[id]);
}
