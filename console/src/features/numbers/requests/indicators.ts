// Indicators of a time, for a grain: in total, or step by step for a trend.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Grain, Indicators, Step } from '../types';

interface Question {
  from: string;
  to: string;
  grain: Grain;
  key?: string;
  /** One alone; else all of them. */
  indicator?: string;
  step: Step;
}

export function useIndicators(question: Question) {
  return useQuery({
    queryKey: ['numbers', question],
    queryFn: ({ signal }) => api.get<Indicators>('/indicators', { ...question }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
