// Whether any rule may want this desk's screen, and the words for who may see it.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { captureRulesQuery } from './requests';

export function useCaptureRules() {
  return useQuery(captureRulesQuery).data;
}

export function useSeenBy(): string {
  const { t, i18n } = useTranslation('capture');
  const roles = useCaptureRules()?.seen_by ?? [];
  const names = roles.map((role) => t(`role.${role}`, { defaultValue: role }));
  return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names);
}
