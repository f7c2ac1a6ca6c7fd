// Names of teams and not-ready reasons, for whom the settings are open; others see the ids.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useMay } from '@/frame/session';

interface Named {
  id: string;
  name: Names | string;
}

interface Centre {
  teams: Named[];
  reasons: Named[];
}

export interface CentreNames {
  team: (id: string) => string;
  reason: (id: string) => string;
}

export function useCentreNames(): CentreNames {
  const { t } = useTranslation('common');
  const { language } = usePreferences();
  const { data } = useQuery({
    queryKey: ['floor', 'names'],
    queryFn: ({ signal }) => api.get<Centre>('/centre', undefined, signal),
    enabled: useMay('settings.view'),
    staleTime: 300_000,
  });
  const name = (all: Named[] | undefined, id: string) =>
    nameIn(all?.find((one) => one.id === id)?.name, language);
  return {
    team: (id) => name(data?.teams, id) || id,
    reason: (id) => (id ? name(data?.reasons, id) || t(`reason.${id}`, { defaultValue: id }) : ''),
  };
}
