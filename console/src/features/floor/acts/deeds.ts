// Which deeds make sense for an agent or a caller as it is now. Pure; the floor decides in the end.
import type { LiveAgent, LiveContact } from '@/api/types';
import type { AgentDeed } from '../requests/acts';

export function deedsFor(agent: LiveAgent): AgentDeed[] {
  if (agent.state === 'logged_out') return agent.moved ? ['return_skills'] : ['move_skills'];
  return [
    ...(agent.state === 'not_ready' || agent.next_state ? (['ready'] as const) : []),
    'not_ready',
    ...(agent.state === 'wrap_up' ? (['end_wrap_up'] as const) : []),
    'move_skills',
    ...(agent.moved ? (['return_skills'] as const) : []),
    'logout',
  ];
}

export type CallerAct = 'first' | 'priority' | 'queue' | 'agent' | 'cut';

/** What can be done with a live contact; one that waits can be moved too. */
export function actsFor(contact: LiveContact): CallerAct[] {
  if (contact.phase === 'ended') return [];
  if (contact.phase !== 'queued' && contact.phase !== 'ringing') return ['cut'];
  return contact.direction === 'callback'
    ? ['first', 'priority']
    : ['first', 'priority', 'queue', 'agent', 'cut'];
}

/** Who may be handed a caller: in, and not on the way out. */
export function takesCallers(agent: LiveAgent): boolean {
  return agent.state !== 'logged_out' && agent.state !== 'not_ready' && !agent.next_state;
}
