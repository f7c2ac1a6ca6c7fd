// The settings of the centre as the console reads them: each kind as a list of items with their ids.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './client';

export const KINDS = [
  'queues',
  'skills',
  'sites',
  'teams',
  'agents',
  'closings',
  'caller_lists',
  'caller_rules',
  'calendars',
  'web_services',
  'prompts',
  'flows',
  'numbers',
  'trunks',
  'reasons',
  'wrap_up_codes',
  'scripts',
  'routing',
  'recording',
  'recording_rules',
  'retention_rules',
  'indicators',
  'targets',
  'reports',
  'alarms',
  'wallboards',
] as const;
export type Kind = (typeof KINDS)[number];

export type Item = { id: string } & Record<string, unknown>;
export type Centre = Record<Kind, Item[]>;

type Written = Item[] | Record<string, Record<string, unknown>> | undefined;

/** Items come as a list, or by their ids; both are read. */
function items(written: Written): Item[] {
  if (!written) return [];
  if (Array.isArray(written)) return written;
  return Object.entries(written).map(([id, body]) => ({ ...body, id }));
}

export const centreQuery = queryOptions({
  queryKey: ['centre'],
  queryFn: async ({ signal }): Promise<Centre> => {
    const written = await api.get<Record<string, Written>>('/centre', undefined, signal);
    return Object.fromEntries(KINDS.map((kind) => [kind, items(written[kind])])) as Centre;
  },
  staleTime: 60_000,
});

export function useCentre(enabled = true) {
  return useQuery({ ...centreQuery, enabled });
}
