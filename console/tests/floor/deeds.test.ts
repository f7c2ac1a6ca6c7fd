// What can be done from the floor with an agent or a caller as it is now.
import { describe, expect, it } from 'vitest';
import type { LiveAgent, LiveContact } from '@/api/types';
import { actsFor, deedsFor, takesCallers } from '@/features/floor/acts/deeds';
import { chosenActions } from '@/features/floor/acts/useChosenActions';

const agent = (over: Partial<LiveAgent>) => ({ id: 'a', next_state: '', ...over }) as LiveAgent;
const contact = (over: Partial<LiveContact>) => ({ direction: 'in', ...over }) as LiveContact;
const moved = { changes: {}, from_ms: 0, until_ms: 1, by: '', by_name: '', reason: '' };

describe('deeds for an agent', () => {
  it('follow the state', () => {
    expect(deedsFor(agent({ state: 'logged_out' }))).toEqual(['move_skills']);
    expect(deedsFor(agent({ state: 'ready' }))).toEqual(['not_ready', 'move_skills', 'logout']);
    expect(deedsFor(agent({ state: 'not_ready' }))).toContain('ready');
    expect(deedsFor(agent({ state: 'talking', next_state: 'logged_out' }))).toContain('ready');
    expect(deedsFor(agent({ state: 'wrap_up' }))).toContain('end_wrap_up');
    expect(deedsFor(agent({ state: 'ready', moved }))).toContain('return_skills');
  });

  it('hand callers to those alone who stay', () => {
    expect(takesCallers(agent({ state: 'talking' }))).toBe(true);
    expect(takesCallers(agent({ state: 'talking', next_state: 'not_ready' }))).toBe(false);
    expect(takesCallers(agent({ state: 'not_ready' }))).toBe(false);
  });
});

describe('acts on a caller', () => {
  it('move only one who waits, and hang up any call', () => {
    expect(actsFor(contact({ phase: 'queued' }))).toHaveLength(5);
    expect(actsFor(contact({ phase: 'talking' }))).toEqual(['cut']);
    expect(actsFor(contact({ phase: 'ended' }))).toEqual([]);
    expect(actsFor(contact({ phase: 'queued', direction: 'callback' }))).toEqual([
      'first',
      'priority',
    ]);
  });
});

describe('actions for the chosen agents', () => {
  const lead = { act: true, listen: true };
  const talks = agent({ id: 'b', state: 'talking' });

  it('are none where nobody is chosen', () => {
    expect(chosenActions([], lead)).toEqual({ deeds: [], modes: [] });
  });

  it('let one who talks be heard, alone', () => {
    expect(chosenActions([talks], lead).modes).toEqual(['listen', 'whisper', 'barge']);
    expect(chosenActions([talks, agent({ state: 'ready' })], lead).modes).toEqual([]);
    expect(chosenActions([agent({ state: 'ready' })], lead).modes).toEqual([]);
  });

  it('keep to what the person may do', () => {
    expect(chosenActions([talks], { act: false, listen: true }).deeds).toEqual([]);
    expect(chosenActions([talks], { act: true, listen: false }).modes).toEqual([]);
  });
});
