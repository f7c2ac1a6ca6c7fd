// Live entities for tests, complete but for what a test says.
import type { LiveAgent, LiveQueue } from '@/api/types';

export function agent(id: string, change: Partial<LiveAgent> = {}): LiveAgent {
  return {
    id,
    name: id,
    team_id: '',
    state: 'ready',
    since_ms: 0,
    reason: '',
    contact_id: '',
    queue_id: '',
    reachable: true,
    phone: 'browser',
    is_demo: false,
    wrap_up: null,
    today: {},
    ...change,
  };
}

export function queue(id: string, change: Partial<LiveQueue> = {}): LiveQueue {
  return {
    id,
    name: id,
    waiting: [],
    waiting_count: 0,
    oldest_entered_ms: null,
    agents_ready: 0,
    agents_talking: 0,
    agents_logged_in: 0,
    today: {},
    service_level_target_pct: null,
    service_level_ms: null,
    abandonment_target_pct: null,
    ...change,
  };
}
