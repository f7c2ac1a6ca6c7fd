// What each fact of the journal says in plain words: a key of the locale, with its values.
// Pure, so that a test can hold it against the server's own list of facts.
import { dialledReaders } from './dialledFacts';
import { leadReaders } from './leadFacts';
import { partyReaders } from './partyFacts';
import { qualityReaders } from './qualityFacts';
import { recordingReaders } from './recordingFacts';
import { routingReaders } from './routingFacts';
import {
  count,
  is,
  list,
  type Names,
  type Reader,
  say,
  type TimelineFact,
  type Tone,
  text,
  type Wording,
  withAgent,
} from './wording';

const ARRIVED: Record<string, string> = { voice: 'arrived_voice', web_call: 'arrived_web' };

const arrived: Reader = (fact) => {
  const caller = text(fact, 'caller_name') || text(fact, 'caller');
  const key = ARRIVED[text(fact, 'channel')] ?? 'arrived_written';
  return say(`fact.contact_arrived.${caller ? key : `${key}_withheld`}`, 'customer', {
    values: { caller, called: text(fact, 'called') },
  });
};

const queued: Reader = (fact, names) => {
  const values = {
    queue: names.queue(text(fact, 'queue_id')),
    agent: names.agent(text(fact, 'agent_id')),
    priority: count(fact, 'priority'),
  };
  if (is(fact, 'returned'))
    return say('fact.contact_queued.returned', 'system', { values, tone: 'warn' });
  if (text(fact, 'agent_id')) return say('fact.contact_queued.for_agent', 'system', { values });
  if (is(fact, 'is_post_transfer'))
    return say('fact.contact_queued.transferred', 'system', { values });
  return say('fact.contact_queued.plain', 'system', { values });
};

const ringEnded: Reader = (fact, names) => {
  const result = text(fact, 'result');
  const calm = result === 'withdrawn' || result === 'caller_hung_up';
  return say(`fact.ring_ended.${result}`, 'agent', {
    tone: calm ? 'plain' : 'warn',
    values: { agent: names.agent(text(fact, 'agent_id')), code: count(fact, 'sip_code') },
  });
};

const leftQueue: Reader = (fact, names) => {
  const outcome = text(fact, 'outcome');
  const tone: Tone =
    outcome === 'answered'
      ? 'good'
      : outcome === 'abandoned' || outcome === 'system_drop'
        ? 'bad'
        : 'plain';
  return say(
    `fact.contact_left_queue.${outcome}`,
    outcome === 'abandoned' ? 'customer' : 'system',
    {
      tone,
      values: { queue: names.queue(text(fact, 'queue_id')) },
    },
  );
};

const transferred: Reader = (fact, names) => {
  const agent = names.agent(text(fact, 'agent_id'));
  const queue = text(fact, 'to_queue_id');
  const person = text(fact, 'to_agent_id');
  if (queue) {
    return say('fact.contact_transferred.queue', 'agent', {
      values: { agent, target: names.queue(queue) },
    });
  }
  if (person) {
    return say('fact.contact_transferred.agent', 'agent', {
      values: { agent, target: names.agent(person) },
    });
  }
  return say('fact.contact_transferred.number', 'agent', {
    values: { agent, target: text(fact, 'to_number') },
  });
};

const wrapUpDone: Reader = (fact, names) => {
  const values = {
    agent: names.agent(text(fact, 'agent_id')),
    code: [text(fact, 'code'), ...list(fact, 'more_codes')]
      .filter(Boolean)
      .map(names.code)
      .join(', '),
    note: text(fact, 'note'),
  };
  if (is(fact, 'automatic'))
    return say('fact.wrap_up_completed.automatic', 'system', { values, tone: 'warn' });
  if (values.code && values.note) return say('fact.wrap_up_completed.noted', 'agent', { values });
  return say(`fact.wrap_up_completed.${values.code ? 'coded' : 'plain'}`, 'agent', { values });
};

const digits: Reader = (fact) => {
  const keyed = text(fact, 'digits');
  const outcome = keyed ? (is(fact, 'accepted') ? 'accepted' : 'refused') : 'nothing';
  return say(`fact.digits_entered.${outcome}`, 'customer', {
    tone: outcome === 'accepted' ? 'plain' : 'warn',
    values: { digits: keyed, node: text(fact, 'node') },
  });
};

const ended: Reader = (fact) => {
  const cause = text(fact, 'cause') || 'normal';
  const disposition = text(fact, 'disposition');
  const by = text(fact, 'ended_by') || 'system';
  const isLost = cause !== 'normal';
  // Whoever came to a queue has an outcome of its own there; other ends are told here.
  const told = disposition === 'queue' || disposition === 'direct' ? '' : '_as';
  return say(
    `fact.contact_ended.${isLost ? 'cause' : by}${told}`,
    by === 'customer' ? by : 'system',
    {
      tone: isLost ? 'bad' : 'plain',
      words: { cause: `cause.${cause}`, disposition: `disposition.${disposition}` },
    },
  );
};

/** Every kind of fact that the journal knows. The test fails when the server adds one. */
export const readers: Readonly<Record<string, Reader>> = {
  contact_arrived: arrived,
  contact_refused: (fact) =>
    say('fact.contact_refused', 'system', {
      tone: 'bad',
      values: { caller: text(fact, 'caller') },
      words: { cause: `refusal.${text(fact, 'cause')}` },
    }),
  ivr_started: (fact) =>
    say('fact.ivr_started', 'system', {
      values: { flow: text(fact, 'flow'), version: count(fact, 'flow_version') },
    }),
  ivr_node_entered: (fact) =>
    say(`fact.ivr_node_entered.${is(fact, 'task_completed') ? 'done' : 'plain'}`, 'system', {
      tone: is(fact, 'task_completed') ? 'good' : 'plain',
      values: { node: text(fact, 'node') },
    }),
  digits_entered: digits,
  language_chosen: (fact) =>
    say('fact.language_chosen', 'customer', {
      words: { language: `language.${text(fact, 'language')}` },
    }),
  ivr_ended: (fact) => say(`fact.ivr_ended.${text(fact, 'exit')}`, 'system'),
  contact_queued: queued,
  wait_announced: (fact) => {
    const known = typeof fact.wait_estimate_ms === 'number';
    return say(`fact.wait_announced.${known ? 'wait' : 'position'}`, 'system', {
      values: { position: count(fact, 'position') },
      durations: known ? { wait: count(fact, 'wait_estimate_ms') } : {},
    });
  },
  contact_offered: withAgent('fact.contact_offered', 'system'),
  ring_started: withAgent('fact.ring_started', 'agent'),
  ring_ended: ringEnded,
  contact_left_queue: leftQueue,
  contact_answered: withAgent('fact.contact_answered', 'agent', 'good'),
  contact_connected: () => say('fact.contact_connected', 'system', { tone: 'good' }),
  contact_held: withAgent('fact.contact_held', 'agent'),
  contact_resumed: withAgent('fact.contact_resumed', 'agent'),
  agent_leg_lost: withAgent('fact.agent_leg_lost', 'agent', 'bad'),
  agent_rejoining: withAgent('fact.agent_rejoining', 'system', 'warn'),
  agent_rejoined: withAgent('fact.agent_rejoined', 'agent', 'good'),
  contact_transferred: transferred,
  transfer_failed: (fact, names) =>
    say(`fact.transfer_failed.${text(fact, 'reason')}`, 'system', {
      tone: 'warn',
      values: { queue: names.queue(text(fact, 'queue_id')) },
    }),
  segment_ended: (fact, names) =>
    say(
      `fact.segment_ended.${text(fact, 'reason')}`,
      text(fact, 'reason') === 'customer_hangup' ? 'customer' : 'agent',
      {
        values: { agent: names.agent(text(fact, 'agent_id')) },
      },
    ),
  wrap_up_started: withAgent('fact.wrap_up_started', 'agent'),
  wrap_up_extended: (fact, names) =>
    say('fact.wrap_up_extended', 'agent', {
      values: { agent: names.agent(text(fact, 'agent_id')) },
      durations: { limit: count(fact, 'limit_ms') },
    }),
  wrap_up_completed: wrapUpDone,
  recording_started: () => say('fact.recording_started', 'system'),
  recording_stored: (fact) =>
    say(`fact.recording_stored.${text(fact, 'kind') || 'call'}`, 'system', {
      durations: { duration: count(fact, 'duration_ms') },
    }),
  recording_failed: (fact) =>
    say('fact.recording_failed', 'system', {
      tone: 'bad',
      values: { reason: text(fact, 'reason') },
    }),
  ...qualityReaders,
  ...recordingReaders,
  contact_ended: ended,
  ...partyReaders,
  ...dialledReaders,
  ...routingReaders,
  ...leadReaders,
  agent_state_changed: (fact, names) =>
    say('fact.agent_state_changed', 'agent', {
      tone: 'minor',
      values: { agent: names.agent(text(fact, 'agent_id')) },
      words: { state: `state.${text(fact, 'state')}` },
    }),
  agent_next_state_set: (fact, names) =>
    say('fact.agent_next_state_set', 'agent', {
      values: { agent: names.agent(text(fact, 'agent_id')) },
      words: { state: `state.${text(fact, 'state') || 'ready'}` },
    }),
  phone_reachability: (fact, names) =>
    say(`fact.phone_reachability.${is(fact, 'reachable') ? 'back' : 'gone'}`, 'agent', {
      tone: is(fact, 'reachable') ? 'good' : 'warn',
      values: { agent: names.agent(text(fact, 'agent_id')) },
    }),
  floor_started: () => say('fact.floor_started', 'system'),
  floor_stopped: () => say('fact.floor_stopped', 'system', { tone: 'warn' }),
  telephony_lost: () => say('fact.telephony_lost', 'system', { tone: 'bad' }),
  telephony_restored: (fact) =>
    say(`fact.telephony_restored.${is(fact, 'restarted') ? 'anew' : 'kept'}`, 'system', {
      tone: 'warn',
    }),
  centre_changed: (fact) =>
    say('fact.centre_changed', 'system', { values: { version: count(fact, 'version') } }),
};

/** The sentence for a fact; a kind that this console does not know yet is told by its name. */
export function wordingOf(fact: TimelineFact, names: Names): Wording {
  const reader = readers[fact.type];
  return reader
    ? reader(fact, names)
    : say('fact.unknown', 'system', { values: { type: fact.type } });
}
