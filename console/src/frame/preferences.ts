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
const APPEARANCES: Appearance[] = ['light', 'dark', 'system'];

/** The nearest language that the console speaks. */
export function languageOf(tag: string | null | undefined): Language {
  const lower = (tag ?? '').toLowerCase();
  if (lower.startsWith('es')) return 'es';
  if (lower.startsWith('zh')) return 'zh-CN';
  return 'en';
}

/** What was chosen on this computer, and nothing else. */
function chosen(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}

export const preferences = createStore<Preferences>({
  appearance: 'system',
  density: 'comfortable',
  language: languageOf(navigator.language),
  ...chosen(),
});

export function setPreferences(change: Partial<Preferences>): void {
  preferences.set((before) => ({ ...before, ...change }));
  localStorage.setItem(KEY, JSON.stringify({ ...chosen(), ...change }));
}

/** What the person has chosen elsewhere holds where nothing was chosen on this computer. */
export function adoptPreferences(saved: { language: string; theme?: string }): void {
  const appearance = APPEARANCES.find((one) => one === saved.theme);
  preferences.set((before) => ({
    ...before,
    language: languageOf(saved.language),
    ...(appearance ? { appearance } : {}),
    ...chosen(),
  }));
}

export function usePreferences(): Preferences {
  return useStore(preferences);
}
