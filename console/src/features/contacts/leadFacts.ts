// What the facts of leads say: callers moved in line, calls cut, skills moved for a while. Pure.
import { count, type Names, type Reader, say, type TimelineFact, text } from './wording';

const author = (fact: TimelineFact, names: Names) => ({
  by: text(fact, 'by_name') || '–',
  reason: text(fact, 'reason'),
  queue: names.queue(text(fact, 'queue_id')),
  to: names.queue(text(fact, 'to_queue_id')),
  agent: names.agent(text(fact, 'agent_id')),
  priority: count(fact, 'priority'),
});

const told =
  (key: (fact: TimelineFact) => string, tone: 'plain' | 'warn' = 'plain'): Reader =>
  (fact, names) =>
    say(`fact.${key(fact)}`, 'system', { tone, values: author(fact, names) });

/** Every kind of fact that a lead's deed leaves. */
export const leadReaders: Readonly<Record<string, Reader>> = {
  caller_moved_up: told((fact) => `caller_moved_up.${text(fact, 'how')}`),
  caller_assigned: told(() => 'caller_assigned'),
  caller_moved: told(() => 'caller_moved'),
  call_cut: told(() => 'call_cut', 'warn'),
  skills_moved: told(() => 'skills_moved'),
  skills_returned: told((fact) => `skills_returned.${text(fact, 'by') === 'time' ? 'time' : 'by'}`),
};
