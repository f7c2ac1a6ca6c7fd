// Turns key presses into actions: single chords, and two keys in turn within a second.
import type { Action } from './actions';
import { chordOf, isTyping } from './shortcut';

const SEQUENCE_LIMIT_MS = 1_000;

export interface ShortcutReader {
  /** The action meant by this press, if any. */
  read(event: KeyboardEvent, actions: Iterable<Action>): Action | undefined;
}

export function createShortcutReader(now: () => number = Date.now): ShortcutReader {
  let first = { chord: '', at_ms: 0 };
  return {
    read(event, actions) {
      const chord = chordOf(event);
      if (!chord) return undefined;
      const withModifier = chord.includes('+');
      if (!withModifier && isTyping(event.target)) return undefined;
      const sequence =
        first.chord && now() - first.at_ms <= SEQUENCE_LIMIT_MS ? `${first.chord} ${chord}` : '';
      const open = [...actions].filter((action) => action.enabled !== false);
      const found =
        open.find((action) => sequence && action.shortcut === sequence) ??
        open.find((action) => action.shortcut === chord);
      first = found || withModifier ? { chord: '', at_ms: 0 } : { chord, at_ms: now() };
      return found;
    },
  };
}
