// The arithmetic and the order of the live floor.
import { describe, expect, it } from 'vitest';
import type { LiveAgent, LiveContact, LiveQueue } from '@/api/types';
import {
  abandonmentRate,
  abandonmentTarget,
  bandAbove,
  bandBelow,
  bandOfWait,
  bandOfWaits,
  countByState,
  countPhases,
  oldestEntry,
  serviceLevel,
  serviceLevelTarget,
  sortAgents,
  sortQueues,
} from '@/features/floor/board';
import { rowsInView } from '@/features/floor/rows';

const queue = (id: string, over: Partial<LiveQueue> = {}): LiveQueue => ({
  id,
  name: id,
  waiting: [],
  waiting_count: 0,
  oldest_entered_ms: null,
  agents_ready: 0,
  agents_talking: 0,
  agents_logged_in: 0,
  today: {},
  service_level_target_pct: 80,
  service_level_ms: null,
  abandonment_target_pct: null,
  ...over,
});

const agent = (id: string, state: LiveAgent['state'], since_ms = 0, team_id = 'a'): LiveAgent => ({
  id,
  name: id.toUpperCase(),
  team_id,
  state,
  since_ms,
  reason: '',
  contact_id: '',
  queue_id: '',
  reachable: true,
  phone: 'browser',
  is_demo: false,
  today: {},
});

const day = (answered: number, in_target: number, abandoned = 0, short = 0, flow_out = 0) => ({
  answered,
  answered_in_target: in_target,
  abandoned,
  abandoned_short: short,
  flow_out,
});

describe('figures', () => {
  it('sum first and divide last', () => {
    const queues = [queue('a', { today: day(10, 10) }), queue('b', { today: day(90, 45) })];
    expect(serviceLevel(queues)).toBe(55);
  });

  it('count abandoned and lost as misses, short abandons not as abandoned', () => {
    const queues = [queue('a', { today: day(6, 6, 3, 1, 1) })];
    expect(serviceLevel(queues)).toBe(60);
    expect(abandonmentRate(queues)).toBeCloseTo(200 / 9);
  });

  it('are null, not zero, where nothing happened', () => {
    expect(serviceLevel([queue('a')])).toBeNull();
    expect(abandonmentRate([])).toBeNull();
    expect(abandonmentRate([queue('a', { today: day(0, 0, 2, 2) })])).toBeNull();
    expect(bandAbove(null, 80)).toBe('none');
  });

  it('weigh targets by what the queues closed', () => {
    const busy = queue('a', { today: day(30, 0), service_level_target_pct: 90 });
    const calm = queue('b', { today: day(10, 0), service_level_target_pct: 70 });
    expect(serviceLevelTarget([busy, calm])).toBe(85);
    expect(serviceLevelTarget([])).toBe(80);
  });

  it('judges each wait by the threshold of its own queue', () => {
    const slow = queue('slow', { oldest_entered_ms: 0, service_level_ms: 60_000 });
    const quick = queue('quick', { oldest_entered_ms: 40_000, service_level_ms: 10_000 });
    expect(bandOfWaits([slow], 50_000)).toBe('good');
    expect(bandOfWaits([slow, quick], 50_000)).toBe('good');
    expect(bandOfWaits([slow, quick], 60_000)).toBe('warn');
    expect(bandOfWaits([queue('empty')], 60_000)).toBe('none');
  });

  it('weighs the targets of abandonment by what each queue closed', () => {
    const few = queue('few', { abandonment_target_pct: 2, today: { answered: 10 } });
    const many = queue('many', { abandonment_target_pct: 8, today: { answered: 30 } });
    expect(abandonmentTarget([few, many])).toBe(6.5);
    expect(abandonmentTarget([])).toBe(5);
  });

  it('have bands with inclusive edges', () => {
    expect([80, 79.9, 70, 69.9].map((value) => bandAbove(value, 80))).toEqual([
      'good',
      'warn',
      'warn',
      'bad',
    ]);
    expect([5, 5.1, 10, 10.1].map((value) => bandBelow(value, 5))).toEqual([
      'good',
      'warn',
      'warn',
      'bad',
    ]);
    expect([20_000, 20_001, 60_001].map((wait) => bandOfWait(wait))).toEqual([
      'good',
      'warn',
      'bad',
    ]);
  });

  it('find the longest wait', () => {
    const queues = [queue('a', { oldest_entered_ms: 50 }), queue('b', { oldest_entered_ms: 20 })];
    expect(oldestEntry(queues)).toBe(20);
    expect(oldestEntry([queue('c')])).toBeNull();
  });
});

describe('grouping', () => {
  const agents = [
    agent('ana', 'ready', 5),
    agent('bo', 'talking', 9, 'b'),
    agent('cy', 'talking', 3),
    agent('di', 'logged_out', 1),
  ];

  it('counts agents by state', () => {
    expect(countByState(agents)).toMatchObject({ ready: 1, talking: 2, logged_out: 1, holding: 0 });
  });

  it('orders agents by state, the longest first', () => {
    expect(sortAgents(agents).map(({ id }) => id)).toEqual(['cy', 'bo', 'ana', 'di']);
  });

  it('puts queues in trouble first', () => {
    const queues = [
      queue('calm'),
      queue('few', { oldest_entered_ms: 90, waiting_count: 1 }),
      queue('late', { oldest_entered_ms: 10, waiting_count: 4 }),
    ];
    expect(sortQueues(queues).map(({ id }) => id)).toEqual(['late', 'few', 'calm']);
  });

  it('counts live contacts by where they are', () => {
    const phases = ['ivr', 'queued', 'ringing', 'talking', 'holding', 'rejoining', 'ended'];
    const contacts = phases.map((phase) => ({ phase }) as LiveContact);
    expect(countPhases(contacts)).toEqual({ ivr: 1, queued: 2, talking: 3 });
  });
});

describe('the rows in view', () => {
  it('are few of many', () => {
    const view = rowsInView(2014, 800, 600, 7200, { width: 190, height: 72 });
    expect(view).toEqual({ first: 97, end: 112, columns: 4, rows: 504 });
  });
  it('end where the agents end', () => {
    expect(rowsInView(3, 100, 600, 0, { width: 190, height: 72 })).toEqual({
      first: 0,
      end: 3,
      columns: 1,
      rows: 3,
    });
    expect(rowsInView(0, 800, 600, 900, { width: 190, height: 72 }).end).toBe(0);
  });
});
