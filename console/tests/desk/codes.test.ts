// Wrap-up codes: the tree, what is at hand, and the words of a script.
import { describe, expect, it } from 'vitest';
import { choosable, marked, quickOf, treeOf, used, type WrapUpCode } from '@/features/desk/codes';
import { filled, timeOfDay } from '@/features/desk/script';

const code = (id: string, parent = '', queue_ids: string[] = []): WrapUpCode => ({
  id,
  name: { en: id },
  parent,
  queue_ids,
});
const CODES = [
  code('sale'),
  code('sold', 'sale', ['sales']),
  code('offer', 'sale'),
  code('service'),
  code('refund', 'service', ['support']),
  code('other'),
];

describe('the codes', () => {
  it('are chosen at the leaves, and only those of the queue', () => {
    expect(choosable(CODES, 'sales').map(({ id }) => id)).toEqual(['sold', 'offer', 'other']);
  });

  it('stand below their headings; a heading without a code is left out', () => {
    const tree = treeOf(CODES, 'sales', ({ id }) => id);
    expect(tree.map(({ value, selectable }) => [value, selectable])).toEqual([
      ['sale', false],
      ['other', true],
    ]);
    expect(tree[0]?.children.map(({ value }) => value)).toEqual(['sold', 'offer']);
  });

  it('are all at hand where they are few, else favourites before the last used', () => {
    const many = Array.from({ length: 30 }, (_, index) => code(`c${index}`));
    const memory = used(marked({ favourites: [], recent: [] }, 'c20'), ['c5', 'c6']);
    expect(quickOf(CODES, memory)).toHaveLength(CODES.length);
    expect(quickOf(many, memory).map(({ id }) => id)).toEqual(['c20', 'c5', 'c6']);
    expect(used(memory, ['c6']).recent).toEqual(['c6', 'c5']);
    expect(marked(memory, 'c20').favourites).toEqual([]);
  });
});

describe('a script', () => {
  it('takes the words of the call, and leaves out what is not known', () => {
    expect(filled('Hello {caller}, this is {agent}.', { agent: 'Ann', caller: '' })).toBe(
      'Hello , this is Ann.',
    );
    expect(filled('{unknown} Good {time_of_day}', { time_of_day: 'morning' })).toBe('Good morning');
    expect([8, 12, 18, 19].map(timeOfDay)).toEqual([
      'morning',
      'afternoon',
      'afternoon',
      'evening',
    ]);
  });
});
