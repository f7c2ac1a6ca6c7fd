// The names behind ids, from what is live and from the contact itself.
import { useMemo } from 'react';
import { useLiveAgents, useLiveQueues } from '@/live/liveStore';
import type { Names } from './wording';

export function useNames(): Omit<Names, 'code'> {
  const agents = useLiveAgents();
  const queues = useLiveQueues();
  return useMemo(() => {
    const people = new Map(agents.map(({ id, name }) => [id, name]));
    const lines = new Map(queues.map(({ id, name }) => [id, name]));
    return { agent: (id) => people.get(id) ?? id, queue: (id) => lines.get(id) ?? id };
  }, [agents, queues]);
}
