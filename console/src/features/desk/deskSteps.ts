// Which facts of a contact an agent needs to see, and in what words.
import type { LiveContact } from '@/api/types';
import type { TimelineFact } from './requests/timeline';

export interface Step {
  text: string;
  params: Record<string, string>;
  colour: string;
}

interface Names {
  queue: (id: string) => string;
  agent: (id: string) => string;
  language: (id: string) => string;
}

const SHOWN: Record<string, string> = {
  contact_arrived: 'blue',
  digits_entered: 'gray',
  language_chosen: 'gray',
  contact_queued: 'orange',
  contact_offered: 'gray',
  ring_ended: 'red',
  contact_answered: 'green',
  contact_held: 'orange',
  contact_resumed: 'green',
  consult_started: 'blue',
  party_answered: 'green',
  party_joined: 'green',
  contact_handed_over: 'green',
  agent_leg_lost: 'red',
  agent_rejoined: 'green',
  contact_transferred: 'blue',
  segment_ended: 'gray',
  contact_ended: 'gray',
};

export function stepOf(fact: TimelineFact, names: Names): Step | null {
  const colour = SHOWN[fact.type];
  if (!colour) return null;
  const field = (name: string) => (typeof fact[name] === 'string' ? (fact[name] as string) : '');
  if (fact.type === 'digits_entered' && !field('digits')) return null;
  const target =
    names.queue(field('to_queue_id')) || names.agent(field('to_agent_id')) || field('to_number');
  return {
    text: `step.${fact.type}`,
    colour,
    params: {
      queue: names.queue(field('queue_id')),
      agent: names.agent(field('agent_id')) || field('number'),
      language: names.language(field('language')),
      digits: field('digits'),
      target,
    },
  };
}

/** The first facts of a contact, as far as the live line tells them. */
export function knownOf(contact: LiveContact): TimelineFact[] {
  const at = (ms: number) => new Date(ms).toISOString();
  const { arrived_ms, queued_ms, queue_id, since_ms, agent_id, phase } = contact;
  const arrived = { position: 1, at: at(arrived_ms), type: 'contact_arrived' };
  const queued =
    queued_ms === null
      ? []
      : [{ position: 2, at: at(queued_ms), type: 'contact_queued', queue_id }];
  const offered =
    phase === 'ringing'
      ? [{ position: 3, at: at(since_ms), type: 'contact_offered', agent_id }]
      : [];
  return [arrived, ...queued, ...offered];
}
