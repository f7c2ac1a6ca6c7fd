// The name and the definition of an indicator in the reader's language.
import { useTranslation } from 'react-i18next';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import type { Definition } from './types';

export function useIndicatorText(definitions: readonly Definition[] = []) {
  const { t } = useTranslation('numbers');
  const { language } = usePreferences();
  return {
    name: (id: string) => nameIn(definitions.find((one) => one.id === id)?.name, language) || id,
    help: (id: string) => t(`help.${id}`, { defaultValue: '' }),
  };
}
