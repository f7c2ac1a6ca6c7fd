// What the facts of a contact on its way say: what a flow learnt and asked, who may take it. Pure.
import { count, type Reader, say, text, withAgent } from './wording';

/** Every kind of fact of flows beyond nodes and keys, and of routing beyond queues. */
export const routingReaders: Readonly<Record<string, Reader>> = {
  variables_set: (fact) => {
    const names = Object.keys((fact.variables ?? {}) as Record<string, string>);
    return say('fact.variables_set', 'system', {
      tone: 'minor',
      values: { names: names.join(', ') },
    });
  },
  web_service_asked: (fact) => {
    const failure = text(fact, 'failure');
    return say(`fact.web_service_asked.${failure ? 'failed' : 'answered'}`, 'system', {
      tone: failure ? 'warn' : 'minor',
      values: { service: text(fact, 'service'), status: count(fact, 'status'), failure },
    });
  },
  survey_begun: (fact, names) =>
    say('fact.survey_begun', 'system', {
      values: { queue: names.queue(text(fact, 'queue_id')), flow: text(fact, 'flow') },
    }),
  survey_answered: (fact) =>
    say('fact.survey_answered', 'customer', {
      values: { question: text(fact, 'question'), score: count(fact, 'score') },
    }),
  contact_dismissed: (fact) =>
    say(`fact.contact_dismissed.${text(fact, 'reason')}`, 'system', { tone: 'warn' }),
  contact_sent_out: (fact, names) =>
    say('fact.contact_sent_out', 'system', {
      values: { queue: names.queue(text(fact, 'queue_id')), number: text(fact, 'to_number') },
    }),
  contact_widened: (fact, names) =>
    say('fact.contact_widened', 'system', {
      values: { queue: names.queue(text(fact, 'queue_id')) },
    }),
  hard_contact_marked: withAgent('fact.hard_contact_marked', 'agent', 'warn'),
  caller_matched: (fact) => {
    const lists = ((fact.listed ?? []) as { list_name: string; name?: string }[])
      .map(({ list_name, name }) => [list_name, name].filter(Boolean).join(': '))
      .join(', ');
    const rules = Object.values((fact.rules ?? {}) as Record<string, string>).join(', ');
    const kind = fact.refused === true ? 'refused' : rules ? 'rule' : 'list';
    return say(`fact.caller_matched.${kind}`, 'system', {
      ...(kind === 'refused' && { tone: 'warn' as const }),
      values: { lists, rules },
    });
  },
  contact_brought: (fact) =>
    say('fact.contact_brought', 'system', {
      tone: 'minor',
      values: { external: text(fact, 'external_id') },
    }),
  customer_served: (fact, names) =>
    say('fact.customer_served', 'system', {
      tone: 'minor',
      values: { agent: names.agent(text(fact, 'agent_id')) },
    }),
};
