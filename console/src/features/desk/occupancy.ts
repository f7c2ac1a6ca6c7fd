// The own occupancy of today, the state that lasts included. Pure.
import type { LiveAgent } from '@/api/types';

const BUSY = ['reserved', 'ringing', 'talking', 'holding', 'wrap_up', 'working'];

/** Share of the time with contacts in the time with contacts or ready; null before there was any. */
export function occupancyOf(agent: LiveAgent, now_ms: number): number | null {
  const { occupied_ms, ready_ms, lasts_since_ms } = agent.today;
  const lasting_ms = Math.max(0, now_ms - (lasts_since_ms ?? now_ms));
  const busy_ms = (occupied_ms ?? 0) + (BUSY.includes(agent.state) ? lasting_ms : 0);
  const whole_ms = busy_ms + (ready_ms ?? 0) + (agent.state === 'ready' ? lasting_ms : 0);
  return whole_ms > 0 ? busy_ms / whole_ms : null;
}
