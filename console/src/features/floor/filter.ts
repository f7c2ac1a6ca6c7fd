// What of the floor is looked at: by site, team, skill and queue; the address says it. Pure.
import type { LiveAgent, LiveContact, LiveQueue } from '@/api/types';

export const SCOPES = ['site', 'team', 'skill', 'queue'] as const;
export type Scope = (typeof SCOPES)[number];

/** Several of one scope: any of them. Several scopes: all of them. */
export interface FloorFilter extends Record<Scope, readonly string[]> {
  state: readonly string[];
  words: string;
  loggedOut: boolean;
}

const many = (search: URLSearchParams, name: string) =>
  (search.get(name) ?? '').split(',').filter(Boolean);

export function readFilter(search: URLSearchParams): FloorFilter {
  return {
    site: many(search, 'site'),
    team: many(search, 'team'),
    skill: many(search, 'skill'),
    queue: many(search, 'queue'),
    state: many(search, 'state'),
    words: search.get('q') ?? '',
    loggedOut: search.get('all') === '1',
  };
}

export interface Floor {
  agents: LiveAgent[];
  queues: LiveQueue[];
  contacts: LiveContact[];
}

/** Whether somebody with these skills is one of those who serve the queue. */
export function serves(agent: LiveAgent, queue: LiveQueue): boolean {
  return Object.entries(queue.needs ?? {}).every(
    ([skill, least]) => (agent.skills?.[skill] ?? 0) >= least,
  );
}

/**
 * The part of the floor that the filter is about. A caller who is with nobody yet has no team, and
 * stays in view whatever team is chosen.
 */
export function scoped(
  floor: Floor,
  filter: FloorFilter,
  teamSites: Readonly<Record<string, string>>,
): Floor {
  if (SCOPES.every((scope) => filter[scope].length === 0)) return floor;
  const { site, team, skill, queue } = filter;
  const queues = floor.queues.filter(
    ({ id, needs }) =>
      (queue.length === 0 || queue.includes(id)) &&
      (skill.length === 0 || skill.some((one) => one in (needs ?? {}))),
  );
  const chosen = floor.queues.filter(({ id }) => queue.includes(id));
  const agents = floor.agents.filter(
    (agent) =>
      (site.length === 0 || site.includes(teamSites[agent.team_id] ?? '')) &&
      (team.length === 0 || team.includes(agent.team_id)) &&
      (skill.length === 0 || skill.some((one) => (agent.skills?.[one] ?? 0) > 0)) &&
      (queue.length === 0 || chosen.some((one) => serves(agent, one))),
  );
  const lines = new Set(queues.map(({ id }) => id));
  const people = new Set(agents.map(({ id }) => id));
  const byQueue = queue.length > 0 || skill.length > 0;
  const byPerson = site.length > 0 || team.length > 0;
  const contacts = floor.contacts.filter(
    (contact) =>
      (!byQueue || lines.has(contact.queue_id)) &&
      (!byPerson || contact.agent_id === '' || people.has(contact.agent_id)),
  );
  return { agents, queues, contacts };
}

/** Those who match by state and name; the logged out only when asked for, by switch or by state. */
export function matching(
  agents: readonly LiveAgent[],
  filter: Pick<FloorFilter, 'state' | 'words' | 'loggedOut'>,
): LiveAgent[] {
  const wanted = filter.words.trim().toLocaleLowerCase();
  const { state } = filter;
  return agents.filter((agent) => {
    if (state.length > 0) {
      if (!state.includes(agent.state)) return false;
    } else if (agent.state === 'logged_out' && !filter.loggedOut) {
      return false;
    }
    return (
      wanted === '' ||
      agent.name.toLocaleLowerCase().includes(wanted) ||
      agent.id.toLocaleLowerCase().includes(wanted)
    );
  });
}

/** What a saved view keeps of the address: the filter and the form, not the row that is open. */
export function viewQuery(search: URLSearchParams): string {
  const kept = new URLSearchParams(search);
  kept.delete('open');
  kept.sort();
  return kept.toString();
}
