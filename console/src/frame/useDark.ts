// Whether the console is dark now: by choice, or as the computer is set.
import { useSyncExternalStore } from 'react';
import { usePreferences } from './preferences';

const QUERY = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(QUERY);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

export function useDark(): boolean {
  const { appearance } = usePreferences();
  const system = useSyncExternalStore(subscribe, () => window.matchMedia(QUERY).matches);
  return appearance === 'system' ? system : appearance === 'dark';
}
