// Wrap-up codes in words, for whom the settings are open; others see the code itself.
import { useCallback } from 'react';
import { useCentre } from '@/api/centre';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useMay } from '@/frame/session';

export function useCodeName(): (id: string) => string {
  const { language } = usePreferences();
  const { data } = useCentre(useMay('settings.view'));
  return useCallback(
    (id) => {
      const code = data?.wrap_up_codes.find((one) => one.id === id);
      return nameIn(code?.name as Names | string | undefined, language) || id;
    },
    [data, language],
  );
}
