// For whom a bulletin is, in words.
import { useTranslation } from 'react-i18next';
import { useLiveAgents } from '@/live/liveStore';
import type { Bulletin } from './requests';

export function useAudience(): (bulletin: Pick<Bulletin, 'to' | 'to_id'>) => string {
  const { t } = useTranslation('bulletins');
  const agents = useLiveAgents();
  return ({ to, to_id }) => {
    if (to === 'all') return t('to.all');
    if (to === 'team') return t('to.theTeam', { team: to_id });
    return agents.find((agent) => agent.id === to_id)?.name ?? to_id;
  };
}
