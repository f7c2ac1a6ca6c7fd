// The words of a wrap-up code, as the centre has named it.
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useDesk } from './useOwn';

export function useCodeName(): (id: string) => string {
  const { language } = usePreferences();
  const { data: desk } = useDesk();
  return (id) => nameIn(desk?.wrap_up_codes.find((code) => code.id === id)?.name, language) || id;
}
