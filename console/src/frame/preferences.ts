// How a person likes the console: light or dark, roomy or compact, and the language.
import type { Language } from '@/api/types';
import { createStore, useStore } from './store';

export type Appearance = 'light' | 'dark' | 'system';
export type Density = 'comfortable' | 'compact';

export interface Preferences {
  appearance: Appearance;
  density: Density;
  language: Language;
}

const KEY = 'callfloor.preferences';
export const LANGUAGES: Language[] = ['en', 'es', 'zh-CN'];

/** The nearest language that the console speaks. */
export function languageOf(tag: string | null | undefined): Language {
  const lower = (tag ?? '').toLowerCase();
  if (lower.startsWith('es')) return 'es';
  if (lower.startsWith('zh')) return 'zh-CN';
  return 'en';
}

function read(): Preferences {
  const initial: Preferences = {
    appearance: 'system',
    density: 'comfortable',
    language: languageOf(navigator.language),
  };
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as object) };
  } catch {
    return initial;
  }
}

export const preferences = createStore<Preferences>(read());

export function setPreferences(change: Partial<Preferences>): void {
  preferences.set((before) => ({ ...before, ...change }));
  localStorage.setItem(KEY, JSON.stringify(preferences.get()));
}

export function usePreferences(): Preferences {
  return useStore(preferences);
}
