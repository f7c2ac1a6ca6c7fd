// Names of teams, queues and not-ready reasons, for whom the settings are open; others see the ids.
import { useTranslation } from 'react-i18next';
import { type Item, useCentre } from '@/api/centre';
import type { Names } from '@/api/types';
import { nameIn } from '@/frame/names';
import { usePreferences } from '@/frame/preferences';
import { useMay } from '@/frame/session';

export interface CentreNames {
  team: (id: string) => string;
  queue: (id: string) => string;
  reason: (id: string) => string;
}

export function useCentreNames(): CentreNames {
  const { t } = useTranslation('common');
  const { language } = usePreferences();
  const { data } = useCentre(useMay('settings.view'));
  const name = (all: Item[] | undefined, id: string) =>
    nameIn(all?.find((one) => one.id === id)?.name as Names | string | undefined, language);
  return {
    team: (id) => name(data?.teams, id) || id,
    queue: (id) => name(data?.queues, id) || id,
    reason: (id) => (id ? name(data?.reasons, id) || t(`reason.${id}`, { defaultValue: id }) : ''),
  };
}
