// The texts of the console: one JSON file for each feature and language, fetched by language.
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/api/types';
import { LANGUAGES } from '@/frame/preferences';

type Texts = Record<string, unknown>;

const files = import.meta.glob<{ default: Texts }>('../locales/*/*.json');

/** Every feature with texts, read off the English files. */
export const NAMESPACES = Object.keys(files)
  .map((path) => /locales\/en\/(\w+)\.json$/.exec(path)?.[1])
  .filter((name): name is string => name !== undefined);

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`../locales/${language}/${namespace}.json`];
    if (!load) {
      done(new Error(`no texts for ${language}/${namespace}`), null);
      return;
    }
    load().then(
      (module) => done(null, module.default),
      (error: unknown) => done(error as Error, null),
    );
  },
};

export async function startTexts(language: Language): Promise<void> {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: LANGUAGES,
      load: 'currentOnly',
      ns: NAMESPACES,
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}
