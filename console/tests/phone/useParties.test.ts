// Who decides in a call with several people, and what the bar offers.
import { describe, expect, it } from 'vitest';
import type { LiveContact, LiveParty } from '@/api/types';
import { partiesOf } from '@/features/phone/useParties';

const party = (place: LiveParty['place'], reason = ''): LiveParty => ({
  id: 'c.p1',
  agent_id: 'omar',
  number: '',
  queue_id: '',
  name: 'Omar',
  place,
  since_ms: 0,
  reason,
});

const contact = (parties: LiveParty[], last_party: LiveParty | null = null) =>
  ({ id: 'c', agent_id: 'maria', phase: 'holding', parties, last_party }) as unknown as LiveContact;

describe('the others in a call', () => {
  it('lets the agent who has it decide once somebody has answered', () => {
    expect(partiesOf(contact([party('ringing')]), 'maria').isAnswered).toBe(false);
    expect(partiesOf(contact([party('consulting')]), 'maria').isAnswered).toBe(true);
    expect(partiesOf(contact([party('held')]), 'maria').isAnswered).toBe(true);
  });

  it('tells the colleague who was called in that the call is not the own', () => {
    const { isOwn, isAlone, endsForAll } = partiesOf(contact([party('joined')]), 'omar');
    expect([isOwn, isAlone, endsForAll]).toEqual([false, false, false]);
    expect(partiesOf(contact([party('joined')]), 'maria').endsForAll).toBe(true);
  });

  it('says why the last one is not there, but not after a deliberate end', () => {
    expect(partiesOf(contact([], party('gone', 'no_answer')), 'maria').failed?.name).toBe('Omar');
    expect(partiesOf(contact([], party('gone', 'cancelled')), 'maria').failed).toBeUndefined();
    expect(partiesOf(undefined, 'maria').isAlone).toBe(true);
  });
});
