// The name and the definition of an indicator in the reader's language.
import { useTranslation } from 'react-i18next';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import type { Definition } from './types';

export function useIndicatorText(definitions: readonly Definition[] = []) {
  const { t } = useTranslation('numbers');
  const { language } = usePreferences();
  const given = (id: string) => definitions.find((one) => one.id === id);
  return {
    name: (id: string) =>
      t(`indicator.${id}.name`, { defaultValue: nameIn(given(id)?.name, language) || id }),
    help: (id: string) =>
      t(`indicator.${id}.help`, { defaultValue: nameIn(given(id)?.help, language) }),
  };
}
