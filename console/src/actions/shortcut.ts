// Shortcuts: how they are read from a key event, and how they are written for people.

export const IS_MAC = /mac|iphone|ipad/i.test(navigator.platform ?? '');

/** The letter by its place on the keyboard, so that Alt on a Mac does not turn it into a sign. */
function keyName(event: KeyboardEvent): string {
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return event.key.toLowerCase();
}

/** `mod+k`, `alt+a`, `?`, `g`; empty for a lone modifier key. */
export function chordOf(event: KeyboardEvent): string {
  const key = keyName(event);
  if (['control', 'shift', 'alt', 'meta', 'dead'].includes(key)) return '';
  const parts: string[] = [];
  if (IS_MAC ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  return [...parts, key].join('+');
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** For people: `Ctrl K`, `Alt A`, `G then C` is written `G C`. */
export function shortcutText(shortcut: string): string {
  return shortcut
    .split(/[ +]/)
    .map((part) => {
      if (part === 'mod') return IS_MAC ? '⌘' : 'Ctrl';
      if (part === 'alt') return IS_MAC ? '⌥' : 'Alt';
      return part.length === 1 ? part.toUpperCase() : part;
    })
    .join(' ');
}
