// The name and the definition of an indicator in the reader's language.
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import type { Definition } from './types';

export function useIndicatorText(definitions: readonly Definition[] = []) {
  const { language } = usePreferences();
  const found = (id: string) => definitions.find((one) => one.id === id);
  return {
    name: (id: string) => nameIn(found(id)?.name, language) || id,
    help: (id: string) => nameIn(found(id)?.help, language),
  };
}
