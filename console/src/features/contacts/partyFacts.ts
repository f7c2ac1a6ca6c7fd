// What the facts of further people in a call say: consulted, in a conference, listening. Pure.
import { type Names, type Reader, say, type TimelineFact, type Tone, text } from './wording';

/** A colleague by name, a number as it is, or the queue that is asked. */
function who(fact: TimelineFact, names: Names): string {
  const agent = text(fact, 'agent_id');
  if (agent) return names.agent(agent);
  return text(fact, 'number');
}

const withParty =
  (key: string, tone: Tone = 'plain'): Reader =>
  (fact, names) => {
    const party = who(fact, names);
    return say(party ? key : `${key}_number`, 'agent', { tone, values: { party } });
  };

const consulted: Reader = (fact, names) => {
  const queue = text(fact, 'to_queue_id');
  const person = text(fact, 'to_agent_id');
  const target = queue
    ? names.queue(queue)
    : person
      ? names.agent(person)
      : text(fact, 'to_number');
  return say('fact.consult_started', 'agent', {
    values: { agent: names.agent(text(fact, 'agent_id')), target },
  });
};

const left: Reader = (fact, names) => {
  const reason = text(fact, 'reason');
  const isCalm = ['left', 'removed', 'hung_up', 'cancelled', 'contact_over'].includes(reason);
  return say(`fact.party_left.${reason}`, 'agent', {
    tone: isCalm ? 'plain' : 'warn',
    values: { party: who(fact, names) },
  });
};

const monitored =
  (key: string): Reader =>
  (fact, names) =>
    say(key, 'system', {
      values: {
        by: text(fact, 'by').replace(/^user:/, ''),
        agent: names.agent(text(fact, 'agent_id')),
      },
      words: { mode: `monitor.${text(fact, 'mode') || 'listen'}` },
    });

export const partyReaders: Readonly<Record<string, Reader>> = {
  consult_started: consulted,
  party_offered: withParty('fact.party_offered'),
  party_ring_started: withParty('fact.party_ring_started'),
  party_ring_ended: (fact, names) => {
    const party = who(fact, names);
    const words = { result: `party_result.${text(fact, 'result')}` };
    const key = `fact.party_ring_ended${party ? '' : '_number'}`;
    return say(key, 'agent', { tone: 'warn', values: { party }, words });
  },
  party_answered: withParty('fact.party_answered', 'good'),
  party_held: withParty('fact.party_held'),
  party_resumed: withParty('fact.party_resumed'),
  party_joined: withParty('fact.party_joined', 'good'),
  party_left: left,
  contact_handed_over: withParty('fact.contact_handed_over', 'good'),
  monitor_started: monitored('fact.monitor_started'),
  monitor_answered: () => say('fact.monitor_answered', 'system', { tone: 'minor' }),
  monitor_mode_changed: monitored('fact.monitor_mode_changed'),
  supervisor_joined: () => say('fact.supervisor_joined', 'system', { tone: 'good' }),
  monitor_ended: monitored('fact.monitor_ended'),
};
