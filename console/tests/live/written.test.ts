// Written contacts at hand: which is next, whose it is, and which wrap-up is written now.
import { describe, expect, it } from 'vitest';
import type { LiveWork } from '@/api/works';
import { offeredOf, senderOf, wrapUpOf } from '@/live/written';

function work(contact_id: string, over: Partial<LiveWork> = {}): LiveWork {
  return {
    contact_id,
    medium: 'chat',
    stage: 'offered',
    segment_id: '',
    queue_id: 'sales',
    sender: 'ana@example.org',
    sender_name: '',
    since_ms: 1_000,
    limit_ms: null,
    ...over,
  };
}

describe('what is offered', () => {
  it('is ordered by how long, and holds nothing that was taken', () => {
    const works = [
      work('c', { since_ms: 3_000 }),
      work('open', { stage: 'open' }),
      work('b', { since_ms: 2_000 }),
      work('a', { since_ms: 2_000 }),
    ];
    expect(offeredOf(works).map(({ contact_id }) => contact_id)).toEqual(['a', 'b', 'c']);
    expect(works[0]?.contact_id).toBe('c');
  });
});

describe('the wrap-up to be written', () => {
  const first = work('a', { stage: 'wrap_up', segment_id: 'a.s1', since_ms: 1_000 });
  const second = work('b', { stage: 'wrap_up', segment_id: 'b.s1', since_ms: 2_000 });

  it('is the one begun first, until another is chosen', () => {
    expect(wrapUpOf([second, first], '')).toBe(first);
    expect(wrapUpOf([second, first], 'b.s1')).toBe(second);
  });

  it('falls back when the chosen one is over, and is none without any', () => {
    expect(wrapUpOf([first], 'b.s1')).toBe(first);
    expect(wrapUpOf([work('c', { stage: 'open', segment_id: 'c.s1' })], 'c.s1')).toBeUndefined();
  });
});

it('names the sender by name, else by address', () => {
  expect(senderOf(work('a', { sender_name: 'Ana' }))).toBe('Ana');
  expect(senderOf(work('a'))).toBe('ana@example.org');
});
