// What the facts of customers whom the centre calls say: callbacks, calls out, the abandoned list. Pure.
import { count, is, type Names, type Reader, say, type TimelineFact, text } from './wording';

const result = (fact: TimelineFact) => ({ result: `dial_result.${text(fact, 'result')}` });

const target = (fact: TimelineFact, names: Names): string => {
  const person = text(fact, 'to_agent_id');
  return person ? names.agent(person) : text(fact, 'to_number');
};

/** Every kind of fact of a call that the centre makes. */
export const dialledReaders: Readonly<Record<string, Reader>> = {
  call_out_placed: (fact, names) =>
    say('fact.call_out_placed', 'agent', {
      values: { agent: names.agent(text(fact, 'agent_id')), target: target(fact, names) },
    }),
  customer_dialled: (fact, names) =>
    say('fact.customer_dialled', 'system', {
      values: { target: target(fact, names), attempt: count(fact, 'attempt') },
    }),
  customer_ringing: () => say('fact.customer_ringing', 'customer'),
  customer_answered: () => say('fact.customer_answered', 'customer', { tone: 'good' }),
  customer_not_reached: (fact) =>
    say('fact.customer_not_reached', 'customer', { tone: 'warn', words: result(fact) }),
  callback_offered: (fact) =>
    say(`fact.callback_offered.${fact.asked === false ? 'spared' : 'asked'}`, 'system'),
  callback_requested: (fact, names) =>
    say('fact.callback_requested', 'customer', {
      values: { number: text(fact, 'number'), queue: names.queue(text(fact, 'queue_id')) },
    }),
  callback_attempted: (fact) =>
    say(`fact.callback_attempted.${is(fact, 'counted') ? 'counted' : 'again'}`, 'system', {
      tone: 'warn',
      values: { attempt: count(fact, 'attempt') },
      words: result(fact),
    }),
  callback_reached: (fact, names) =>
    say('fact.callback_reached', 'agent', {
      tone: 'good',
      values: { agent: names.agent(text(fact, 'agent_id')) },
    }),
  callback_given_up: (fact) =>
    say('fact.callback_given_up', 'system', {
      tone: 'bad',
      values: { attempts: count(fact, 'attempts') },
    }),
  callback_cancelled: (fact) => say(`fact.callback_cancelled.${text(fact, 'reason')}`, 'system'),
  callback_moved: () => say('fact.callback_moved', 'agent'),
  callback_hours_changed: (fact, names) =>
    say(`fact.callback_hours_changed.${is(fact, 'is_open') ? 'open' : 'closed'}`, 'system', {
      values: { queue: names.queue(text(fact, 'queue_id')) },
    }),
  abandoned_listed: () => say('fact.abandoned_listed', 'system'),
  abandoned_claimed: () => say('fact.abandoned_claimed', 'agent'),
  abandoned_released: () => say('fact.abandoned_released', 'agent'),
  abandoned_settled: () => say('fact.abandoned_settled', 'agent'),
};
