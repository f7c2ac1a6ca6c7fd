// The flow on the page with its undo and redo, and whether it differs from what is saved.
import { useCallback, useState } from 'react';
import { placed } from './arrange';
import { begun, changed, redone, undone } from './history';
import type { FlowBody } from './model';

export function useFlowEditor(first: FlowBody, firstRevision: number) {
  const [history, setHistory] = useState(() => begun(placed(first)));
  const [saved, setSaved] = useState(history.present);
  const [revision, setRevision] = useState(firstRevision);
  const edit = useCallback(
    (flow: FlowBody, of = '') => setHistory((before) => changed(before, flow, of)),
    [],
  );
  return {
    flow: history.present,
    revision,
    edit,
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    isDirty: history.present !== saved,
    /** What was sent is what is saved; what was typed meanwhile is not. */
    wasSaved: (flow: FlowBody, next: number) => {
      setSaved(flow);
      setRevision(next);
    },
  };
}
