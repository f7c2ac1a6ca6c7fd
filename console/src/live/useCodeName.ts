// The words of a wrap-up code, as the centre has named it.
import { useCallback } from 'react';
import { useNameLists } from '@/api/names';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';

export function useCodeName(): (id: string) => string {
  const { language } = usePreferences();
  const names = useNameLists();
  return useCallback((id) => nameIn(names?.wrap_up_codes[id], language) || id, [names, language]);
}
