// The words of a not-ready reason: the centre's own, or those that the system sets.
import { useTranslation } from 'react-i18next';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useDesk } from './useOwn';

export function useReasonName(): (id: string) => string {
  const { t } = useTranslation('common');
  const { language } = usePreferences();
  const { data: desk } = useDesk();
  return (id) => {
    const own = desk?.reasons.find((reason) => reason.id === id);
    return own ? nameIn(own.name, language) : t(`reason.${id}`, { defaultValue: id });
  };
}
