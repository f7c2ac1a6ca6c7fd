// Listens for the shortcuts of all registered actions.
import { useEffect } from 'react';
import { actions, runAction } from '@/actions/actions';
import { createShortcutReader } from '@/actions/shortcutReader';

export function useShortcuts(): void {
  useEffect(() => {
    const reader = createShortcutReader();
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const action = reader.read(event, Object.values(actions.get()));
      if (!action) return;
      event.preventDefault();
      runAction(action.id);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
