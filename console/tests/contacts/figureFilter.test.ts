// A link from a figure narrows the list to its contacts, and nothing of it stays without the figure.
import { describe, expect, it } from 'vitest';
import {
  filtersFromSearch,
  filtersToQuery,
  filtersToSearch,
  narrowing,
  withoutFigure,
} from '@/features/contacts/filters';

const LINK =
  'from=2026-11-25T00:00&to=2026-11-26T00:00&figure=service_level&variant=offered&grain=queue&key=sales&part=rest';

describe('the contacts behind a figure', () => {
  it('are asked for as the link of the report says', () => {
    const filters = filtersFromSearch(new URLSearchParams(LINK));
    expect(filtersToQuery(filters, { from: 'F', to: 'T' })).toEqual({
      from: 'F',
      to: 'T',
      figure: 'service_level',
      variant: 'offered',
      grain: 'queue',
      key: 'sales',
      part: 'rest',
    });
    expect(decodeURIComponent(filtersToSearch(filters).toString())).toBe(LINK);
    expect(narrowing(filters)).toBe(1);
  });

  it('leave nothing behind when the figure is taken away', () => {
    const filters = withoutFigure(filtersFromSearch(new URLSearchParams(`${LINK}&queue=web`)));
    expect(filtersToQuery(filters, { from: 'F', to: 'T' })).toEqual({
      from: 'F',
      to: 'T',
      queue: 'web',
    });
    const bare = filtersFromSearch(new URLSearchParams('key=sales&part=rest'));
    expect(bare).toEqual({ range: { preset: 'today' } });
  });
});
