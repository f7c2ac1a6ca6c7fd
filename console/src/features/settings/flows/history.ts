// Undo and redo over whole values. Changes to the same thing, one after another, are one step. Pure.
export interface History<T> {
  past: T[];
  present: T;
  future: T[];
  /** What the last change was of; the next one of the same joins it. */
  of: string;
}

const STEPS_MAX = 200;

export const begun = <T>(present: T): History<T> => ({ past: [], present, future: [], of: '' });

export function changed<T>(history: History<T>, present: T, of = ''): History<T> {
  if (present === history.present) return history;
  const joins = of !== '' && of === history.of && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-STEPS_MAX);
  return { past, present, future: [], of };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    of: '',
  };
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, of: '' };
}
