// Names of teams, queues and not-ready reasons.
import { useNameLists } from '@/api/names';
import { useReasonName } from '@/live/useReasonName';

export interface CentreNames {
  team: (id: string) => string;
  queue: (id: string) => string;
  reason: (id: string) => string;
}

export function useCentreNames(): CentreNames {
  const names = useNameLists();
  const reason = useReasonName();
  return {
    team: (id) => names?.teams[id] || id,
    queue: (id) => names?.queues[id] || id,
    reason,
  };
}
