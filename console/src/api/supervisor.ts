// Hearing agents' calls: at the supervisor's own browser phone.
import { api } from './client';
import type { PhoneCredentials } from './desk';
import type { LiveMonitor } from './types';

export type HearingMode = LiveMonitor['mode'];

export const supervisorPhone = () => api.post<PhoneCredentials>('/supervisor/phone');

export const monitorAgent = (agentId: string, mode: HearingMode) =>
  api.post(`/agents/${encodeURIComponent(agentId)}/monitor`, { mode });

export const stopMonitor = (agentId: string) =>
  api.post(`/agents/${encodeURIComponent(agentId)}/stop_monitor`);

export const takeOver = (agentId: string) =>
  api.post(`/agents/${encodeURIComponent(agentId)}/take_over`);
