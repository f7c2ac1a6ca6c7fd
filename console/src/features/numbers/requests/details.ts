// What the values of a time hide: medians, the worst hour, half hours on target. By indicator.
import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Shapes } from '@/api/types';
import type { Grain } from '../types';

export type Detail = Shapes['DetailShown'];

interface Question {
  from: string;
  to: string;
  grain: Grain;
  key: string;
}

/** Of the centre, or of one key; none where it is too much to read one by one. */
export function useDetails(question: Question, wanted: boolean) {
  const answer = useQuery({
    queryKey: ['numbers', 'details', question],
    queryFn: ({ signal }) =>
      api.get<Shapes['Details']>('/indicators/details', { ...question }, signal),
    enabled: wanted,
    retry: false,
    staleTime: 60_000,
  });
  return new Map((answer.data?.items ?? []).map((one) => [one.indicator, one]));
}
