// The shapes that the API speaks: its requests as it describes them, the live line as we know it.
import type { components } from '../../generated/openapi';
import type { ImportRight } from './importRights';
import type { LiveWork, MovedSkills } from './works';

/** Every shape of the API's own description, by name. */
export type Shapes = components['schemas'];

export type Language = 'en' | 'es' | 'zh-CN';

export type Permission =
  | 'desk.use'
  | 'floor.view'
  | 'floor.act'
  | 'floor.listen'
  | 'callbacks.use'
  | 'bulletins.write'
  | 'wallboards.compose'
  | 'wallboards.show'
  | 'contacts.view_own'
  | 'contacts.view_all'
  | 'contacts.bring'
  | 'recordings.listen_own'
  | 'recordings.listen_all'
  | 'recordings.pause'
  | 'recordings.download'
  | 'recordings.hold'
  | 'recordings.check'
  | 'indicators.view'
  | 'alerts.act'
  | `imports.${ImportRight}`
  | 'reports.build'
  | 'settings.view'
  | 'settings.change'
  | 'users.manage'
  | 'tokens.manage'
  | 'audit.view'
  | 'tenants.manage';

export type Session = Shapes['Session'];
export type DemoLogin = Shapes['Login'];
export type Demo = Shapes['Demo'];

export type AgentState =
  | 'logged_out'
  | 'ready'
  | 'reserved'
  | 'ringing'
  | 'talking'
  | 'holding'
  | 'wrap_up'
  | 'working'
  | 'not_ready';

export type PhoneKind = 'browser' | 'sip' | 'fixed';

export interface LiveAgent {
  id: string;
  name: string;
  team_id: string;
  state: AgentState;
  since_ms: number;
  reason: string;
  contact_id: string;
  queue_id: string;
  reachable: boolean;
  phone: PhoneKind;
  is_demo: boolean;
  /** Skill → proficiency. */
  skills?: Record<string, number>;
  moved?: MovedSkills | null;
  /** What follows the call at hand, where the agent has said so. */
  next_state?: AgentState | '';
  next_reason?: string;
  wrap_up?: WrapUp | null;
  /** Written contacts at hand, the one that came first in front. */
  works?: LiveWork[];
  today: Record<string, number | null>;
}

/** After-call work that is open. */
export interface WrapUp {
  segment_id: string;
  contact_id?: string;
  limit_ms: number | null;
  started_ms: number;
}

export interface WaitingContact {
  contact_id: string;
  entered_ms: number;
  rank_ms: number;
  position: number;
  caller: string;
}

export interface LiveQueue {
  id: string;
  name: string;
  /** Skill → least proficiency. */
  needs?: Record<string, number>;
  waiting: WaitingContact[];
  waiting_count: number;
  oldest_entered_ms: number | null;
  agents_ready: number;
  agents_talking: number;
  agents_logged_in: number;
  today: Record<string, number | null>;
  service_level_target_pct: number | null;
  service_level_ms: number | null;
  abandonment_target_pct: number | null;
}

/** An alarm that is not over; its `value` is that of the moment it was raised. */
export interface LiveAlarm {
  id: string;
  rule_id: string;
  name: string;
  figure: string;
  scope: 'centre' | 'queue' | 'team' | 'trunk';
  scope_id: string;
  value: number;
  limit: number;
  severity: 'warning' | 'critical';
  sound: boolean;
  agents: string[];
  raised_ms: number;
  /** Empty until somebody has seen it. */
  acknowledged_by: string;
  acknowledged_ms: number | null;
  note: string;
}

export type ContactPhase =
  | 'ivr'
  | 'queued'
  | 'ringing'
  | 'talking'
  | 'holding'
  | 'rejoining'
  | 'outside'
  | 'dialling'
  | 'dismissed'
  | 'voicemail'
  | 'ended';

/** The recording of a live call; `failed`: it could not be silenced. */
export interface LiveRecording {
  state: 'on' | 'paused' | 'declined' | 'failed';
  until_ms: number | null;
  reason: string;
  by: string;
}

export interface LiveScreen {
  recording_id: string;
  segment_id: string;
  agent_id: string;
  since_ms: number;
  /** Why it is not recorded; empty: nothing is wrong. */
  failure: string;
}

export interface LiveContact {
  id: string;
  channel: 'voice' | 'web_call' | 'chat' | 'email' | 'sms';
  direction: string;
  caller: string;
  caller_name: string;
  called: string;
  language: string;
  arrived_ms: number;
  phase: ContactPhase;
  queue_id: string;
  agent_id: string;
  segment_id: string;
  since_ms: number;
  queued_ms: number | null;
  /** When the agent at hand took it. */
  answered_ms?: number | null;
  /** What the menu made of the call. */
  call_type?: string;
  /** How the centre's lists know the caller, and the names of the rules that fit. */
  listed?: ListedCaller[];
  caller_rules?: string[];
  /** What was chosen in the menus: node and keys. */
  keys?: [string, string][];
  /** What flows have learnt of the caller. */
  variables?: Record<string, string>;
  /** Each wait so far: queue, its beginning, and its end where it is over. */
  waits?: [string, number, number | null][];
  is_demo: boolean;
  recording?: LiveRecording | null;
  /** Of agents whose screen a rule wants in this call. */
  screens?: LiveScreen[];
  wrap_up: WrapUp | null;
  /** The others beside the agent; at most one is not `joined`, who is being consulted. */
  parties?: LiveParty[];
  last_party?: LiveParty | null;
  /** Supervisors who hear it; an agent is told of the announced ones alone. */
  monitors?: LiveMonitor[];
}

export interface ListedCaller {
  list_id: string;
  list_name: string;
  kind: string;
  name: string;
  owner: string;
  note: string;
}

export interface LiveMonitor {
  monitor_id: string;
  by: string;
  agent_id: string;
  mode: 'listen' | 'whisper' | 'barge';
  announced: boolean;
  is_answered: boolean;
}

export interface LiveParty {
  id: string;
  agent_id: string;
  number: string;
  queue_id: string;
  name: string;
  place: 'waiting' | 'ringing' | 'consulting' | 'held' | 'joined' | 'gone';
  since_ms: number;
  reason: string;
}

export type ContactRow = Shapes['ContactRow'];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total?: number;
}

/** A name in the languages of the product; English is always there. */
export type Names = Partial<Record<'en' | 'es' | 'zh', string>>;
