// What the browsers measured of the network, as a fact of the timeline. Pure.
import { count, type Reader, say, type TimelineFact, text } from './wording';

/** Below it nearly all listeners are dissatisfied (ITU-T G.107). */
const POOR_MOS = 3.1;

const isPoor = (fact: TimelineFact) => count(fact, 'mos') < POOR_MOS;

/** Measured every half minute: only what somebody would have heard is told. */
export const isWorthTelling = (fact: TimelineFact): boolean =>
  fact.type !== 'call_quality_measured' || isPoor(fact);

const share = (lost: number, came: number) => (lost + came > 0 ? (100 * lost) / (lost + came) : 0);

const measured: Reader = (fact, names) => {
  const [lost, received] = [count(fact, 'lost'), count(fact, 'received')];
  const [sentLost, sent] = [count(fact, 'sent_lost'), count(fact, 'sent')];
  const loss = Math.max(share(lost, received), share(sentLost, Math.max(0, sent - sentLost)));
  return say(`fact.call_quality_measured.${isPoor(fact) ? 'poor' : 'fine'}`, 'agent', {
    tone: isPoor(fact) ? 'warn' : 'minor',
    values: {
      agent: names.agent(text(fact, 'agent_id')),
      mos: count(fact, 'mos').toFixed(1),
      loss: loss.toFixed(1),
      jitter: Math.round(Math.max(count(fact, 'jitter_ms'), count(fact, 'sent_jitter_ms'))),
    },
  });
};

export const qualityReaders: Readonly<Record<string, Reader>> = { call_quality_measured: measured };
