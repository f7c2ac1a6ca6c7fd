// The arithmetic of the wallboard: pure, over the live entities. Sums first, divides last.
import type { AgentState, LiveAgent, LiveContact, LiveQueue } from '@/api/types';

export const STATES = [
  'talking',
  'holding',
  'ringing',
  'reserved',
  'wrap_up',
  'working',
  'ready',
  'not_ready',
  'logged_out',
] as const satisfies readonly AgentState[];

export type Band = 'good' | 'warn' | 'bad' | 'none';

/** How far below (or above) its target a figure may lie before it turns from a warning to bad. */
const MARGIN_PCT = 10;
const USUAL_THRESHOLD_MS = 20_000;
const USUAL_TARGET_PCT = 80;
const USUAL_ABANDONMENT_PCT = 5;

const ratio = (numerator: number, denominator: number): number | null =>
  denominator > 0 ? (100 * numerator) / denominator : null;

const sum = (queues: readonly LiveQueue[], field: string): number =>
  queues.reduce((total, queue) => total + (queue.today[field] ?? 0), 0);

/** Answered within the threshold over all closed outcomes; null where there is none. */
export function serviceLevel(queues: readonly LiveQueue[]): number | null {
  const closed = sum(queues, 'answered') + sum(queues, 'abandoned') + sum(queues, 'flow_out');
  return ratio(sum(queues, 'answered_in_target'), closed);
}

/** Abandoned after the short ones over all closed outcomes without the short ones. */
export function abandonmentRate(queues: readonly LiveQueue[]): number | null {
  const short = sum(queues, 'abandoned_short');
  const closed = sum(queues, 'answered') + sum(queues, 'abandoned') + sum(queues, 'flow_out');
  return ratio(sum(queues, 'abandoned') - short, closed - short);
}

const closedOf = (queue: LiveQueue) =>
  sum([queue], 'answered') + sum([queue], 'abandoned') + sum([queue], 'flow_out');

/** A target of several queues together: each weighs as many contacts as it closed. */
function weighted(
  queues: readonly LiveQueue[],
  target: (queue: LiveQueue) => number,
  usual: number,
): number {
  if (queues.length === 0) return usual;
  const total = queues.reduce((all, queue) => all + closedOf(queue), 0);
  if (total === 0) return queues.reduce((all, queue) => all + target(queue), 0) / queues.length;
  return queues.reduce((all, queue) => all + target(queue) * closedOf(queue), 0) / total;
}

export function serviceLevelTarget(queues: readonly LiveQueue[]): number {
  const target = (queue: LiveQueue) => queue.service_level_target_pct ?? USUAL_TARGET_PCT;
  return weighted(queues, target, USUAL_TARGET_PCT);
}

export function abandonmentTarget(queues: readonly LiveQueue[]): number {
  const target = (queue: LiveQueue) => queue.abandonment_target_pct ?? USUAL_ABANDONMENT_PCT;
  return weighted(queues, target, USUAL_ABANDONMENT_PCT);
}

/** Higher is better. */
export function bandAbove(value: number | null, target: number): Band {
  if (value === null) return 'none';
  if (value >= target) return 'good';
  return value >= target - MARGIN_PCT ? 'warn' : 'bad';
}

/** Lower is better. */
export function bandBelow(value: number | null, target: number): Band {
  if (value === null) return 'none';
  if (value <= target) return 'good';
  return value <= target + MARGIN_PCT / 2 ? 'warn' : 'bad';
}

/** A wait against the queue's own threshold of its service level. */
export function bandOfWait(waitMs: number | null, ownThresholdMs?: number | null): Band {
  const thresholdMs = ownThresholdMs ?? USUAL_THRESHOLD_MS;
  if (waitMs === null) return 'none';
  if (waitMs <= thresholdMs) return 'good';
  return waitMs <= 3 * thresholdMs ? 'warn' : 'bad';
}

const SEVERITY: Band[] = ['none', 'good', 'warn', 'bad'];

/** The worst band of all queues, each wait against its own queue's threshold. */
export function bandOfWaits(queues: readonly LiveQueue[], now_ms: number): Band {
  return queues.reduce<Band>((worst, queue) => {
    const entered_ms = queue.oldest_entered_ms;
    const wait_ms = entered_ms === null ? null : now_ms - entered_ms;
    const band = bandOfWait(wait_ms, queue.service_level_ms);
    return SEVERITY.indexOf(band) > SEVERITY.indexOf(worst) ? band : worst;
  }, 'none');
}

/** When the one who waits longest of all queues began to wait; null where nobody waits. */
export function oldestEntry(queues: readonly LiveQueue[]): number | null {
  return queues.reduce<number | null>((oldest, queue) => {
    if (queue.oldest_entered_ms === null) return oldest;
    return oldest === null ? queue.oldest_entered_ms : Math.min(oldest, queue.oldest_entered_ms);
  }, null);
}

export function countByState(agents: readonly LiveAgent[]): Record<AgentState, number> {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<
    AgentState,
    number
  >;
  for (const agent of agents) {
    if (agent.state in counts) counts[agent.state as AgentState] += 1;
  }
  return counts;
}

const rank = new Map<string, number>(STATES.map((state, index) => [state, index]));

/** By state as listed above, the longest in its state first; a total order, so rows do not jump. */
export function sortAgents(agents: readonly LiveAgent[]): LiveAgent[] {
  return [...agents].sort(
    (a, b) =>
      (rank.get(a.state) ?? 99) - (rank.get(b.state) ?? 99) ||
      a.since_ms - b.since_ms ||
      (a.id < b.id ? -1 : 1),
  );
}

/** Queues in trouble first: the longest wait, then the most waiting, then the name. */
export function sortQueues(queues: readonly LiveQueue[]): LiveQueue[] {
  const entered = (queue: LiveQueue) => queue.oldest_entered_ms ?? Number.MAX_SAFE_INTEGER;
  return [...queues].sort(
    (a, b) =>
      entered(a) - entered(b) ||
      b.waiting_count - a.waiting_count ||
      a.name.localeCompare(b.name) ||
      (a.id < b.id ? -1 : 1),
  );
}

export interface Phases {
  ivr: number;
  queued: number;
  talking: number;
}

/** Where the live contacts are: in the menu, waiting (ringing included), with an agent. */
export function countPhases(contacts: readonly LiveContact[]): Phases {
  const phases: Phases = { ivr: 0, queued: 0, talking: 0 };
  for (const { phase } of contacts) {
    if (phase === 'ivr') phases.ivr += 1;
    else if (phase === 'queued' || phase === 'ringing') phases.queued += 1;
    else if (phase !== 'ended') phases.talking += 1;
  }
  return phases;
}

/** Contacts that are not over, the longest in its place first. */
export function livePhases(contacts: readonly LiveContact[]): LiveContact[] {
  return contacts
    .filter(({ phase }) => phase !== 'ended')
    .sort((a, b) => a.since_ms - b.since_ms || (a.id < b.id ? -1 : 1));
}
