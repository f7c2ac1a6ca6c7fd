// The words of a not-ready reason: the centre's own, or those that the system sets.
import { useTranslation } from 'react-i18next';
import { useNameLists } from '@/api/names';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';

export function useReasonName(): (id: string) => string {
  const { t } = useTranslation('common');
  const { language } = usePreferences();
  const names = useNameLists();
  return (id) =>
    id ? nameIn(names?.reasons[id], language) || t(`reason.${id}`, { defaultValue: id }) : '';
}
