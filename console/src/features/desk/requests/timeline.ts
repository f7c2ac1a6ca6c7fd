// The facts of one contact, in the journal's order.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

export interface TimelineFact {
  position: number;
  at: string;
  type: string;
  [field: string]: unknown;
}

/** `moment` changes with each step of the live contact, so that the facts are fetched again. */
export function timelineQuery(contactId: string, moment: string) {
  return queryOptions({
    queryKey: ['contact-timeline', contactId, moment],
    queryFn: async ({ signal }) => {
      const contact = await api.get<{ timeline: TimelineFact[] }>(
        `/contacts/${contactId}`,
        undefined,
        signal,
      );
      return contact.timeline;
    },
    // The step is live at once; the record of the contact may follow a moment later.
    placeholderData: keepPreviousData,
    retry: 4,
    retryDelay: 400,
  });
}
