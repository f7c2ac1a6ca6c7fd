// What part of the floor is looked at.
import { describe, expect, it } from 'vitest';
import type { LiveAgent, LiveContact, LiveQueue } from '@/api/types';
import { matching, readFilter, scoped, viewQuery } from '@/features/floor/filter';

const agent = (id: string, team_id: string, skills: Record<string, number>, state = 'ready') =>
  ({ id, name: id.toUpperCase(), team_id, skills, state }) as LiveAgent;
const queue = (id: string, needs: Record<string, number>) => ({ id, name: id, needs }) as LiveQueue;
const contact = (id: string, queue_id: string, agent_id = '') =>
  ({ id, queue_id, agent_id }) as LiveContact;

const floor = {
  agents: [
    agent('ana', 'north', { sales: 3 }, 'talking'),
    agent('bo', 'south', { sales: 1, care: 2 }),
    agent('cy', 'south', { care: 5 }, 'logged_out'),
  ],
  queues: [queue('sales', { sales: 2 }), queue('care', { care: 1 }), queue('any', {})],
  contacts: [contact('1', 'sales', 'ana'), contact('2', 'care'), contact('3', '')],
};
const sites = { north: 'madrid' };
const of = (query: string) => {
  const found = scoped(floor, readFilter(new URLSearchParams(query)), sites);
  return {
    agents: found.agents.map(({ id }) => id),
    queues: found.queues.map(({ id }) => id),
    contacts: found.contacts.map(({ id }) => id),
  };
};

describe('the scope of the floor', () => {
  it('is the whole floor without a filter, and the same object', () => {
    expect(scoped(floor, readFilter(new URLSearchParams('state=ready')), sites)).toBe(floor);
  });

  it('by queue shows who serves it, with the proficiency that it needs', () => {
    expect(of('queue=sales')).toEqual({ agents: ['ana'], queues: ['sales'], contacts: ['1'] });
    expect(of('queue=sales,care').agents).toEqual(['ana', 'bo', 'cy']);
  });

  it('by skill shows who has it and which queues need it', () => {
    expect(of('skill=care')).toEqual({ agents: ['bo', 'cy'], queues: ['care'], contacts: ['2'] });
  });

  it('by team or site keeps callers in view who are with nobody yet', () => {
    expect(of('team=south')).toEqual({
      agents: ['bo', 'cy'],
      queues: ['sales', 'care', 'any'],
      contacts: ['2', '3'],
    });
    expect(of('site=madrid').agents).toEqual(['ana']);
    expect(of('site=madrid&team=south').agents).toEqual([]);
  });
});

describe('agents by state and words', () => {
  const ids = (query: string) =>
    matching(floor.agents, readFilter(new URLSearchParams(query))).map(({ id }) => id);

  it('leave out the logged out unless asked for', () => {
    expect(ids('')).toEqual(['ana', 'bo']);
    expect(ids('all=1')).toHaveLength(3);
    expect(ids('state=logged_out')).toEqual(['cy']);
    expect(ids('state=talking,logged_out')).toEqual(['ana', 'cy']);
    expect(ids('q= AN')).toEqual(['ana']);
  });
});

describe('a saved view', () => {
  it('keeps the filter in one order, and not the row that is open', () => {
    const query = viewQuery(new URLSearchParams('team=north&open=sales&queue=a'));
    expect(query).toBe('queue=a&team=north');
  });
});
