// Key presses become actions; typing in a field does not.
import { describe, expect, it } from 'vitest';
import type { Action } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import { createShortcutReader } from '@/actions/shortcutReader';

const action = (id: string, shortcut: string, enabled = true): Action => ({
  id,
  label: id,
  group: 'g',
  shortcut,
  enabled,
  run: () => undefined,
});

const ALL = [
  action('palette', 'mod+k'),
  action('reject', 'alt+x', false),
  action('hangUp', 'alt+x'),
  action('contacts', 'g c'),
  action('list', '?'),
  action('filter', 'c'),
];

function press(init: KeyboardEventInit, target?: HTMLElement): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, ...init });
  (target ?? document.body).dispatchEvent(event);
  return event;
}

describe('shortcuts', () => {
  const read = (reader: ReturnType<typeof createShortcutReader>, event: KeyboardEvent) =>
    reader.read(event, ALL)?.id;

  it('with a modifier', () => {
    const reader = createShortcutReader();
    expect(read(reader, press({ key: 'k', ctrlKey: true }))).toBe('palette');
  });

  it('choose the action that is allowed now', () => {
    const reader = createShortcutReader();
    expect(read(reader, press({ key: 'x', code: 'KeyX', altKey: true }))).toBe('hangUp');
  });

  it('know the key by its place where Alt makes another sign of it', () => {
    const reader = createShortcutReader();
    expect(read(reader, press({ key: '≈', code: 'KeyX', altKey: true }))).toBe('hangUp');
  });

  it('of two keys in turn, within a second', () => {
    let now = 0;
    const reader = createShortcutReader(() => now);
    expect(read(reader, press({ key: 'g' }))).toBeUndefined();
    now = 900;
    expect(read(reader, press({ key: 'c' }))).toBe('contacts');
    expect(read(reader, press({ key: 'g' }))).toBeUndefined();
    now = 2_000;
    expect(read(reader, press({ key: 'c' }))).toBe('filter');
  });

  it('are quiet while a person types, but for those with a modifier', () => {
    const field = document.createElement('textarea');
    document.body.append(field);
    const reader = createShortcutReader();
    expect(read(reader, press({ key: '?' }, field))).toBeUndefined();
    expect(read(reader, press({ key: 'k', ctrlKey: true }, field))).toBe('palette');
    field.remove();
  });

  it('are written for people', () => {
    expect(shortcutText('mod+k')).toBe('Ctrl K');
    expect(shortcutText('alt+a')).toBe('Alt A');
    expect(shortcutText('g c')).toBe('G C');
  });
});
