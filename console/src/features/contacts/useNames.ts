// The names behind ids: as the centre has them now, else from what is live.
import { useMemo } from 'react';
import { useNameLists } from '@/api/names';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import type { Names } from './wording';

export function useNames(): Omit<Names, 'code'> {
  const agents = useLiveAgents();
  const queues = useLiveQueues();
  const names = useNameLists();
  return useMemo(() => {
    const people = new Map(agents.map(({ id, name }) => [id, name]));
    const lines = new Map(queues.map(({ id, name }) => [id, name]));
    return {
      agent: (id) => names?.agents[id] ?? people.get(id) ?? id,
      queue: (id) => names?.queues[id] ?? lines.get(id) ?? id,
    };
  }, [agents, queues, names]);
}
