// The shapes of one contact in full, as the server gives them.
import type { ContactRow, Shapes } from '@/api/types';
import type { TimelineFact } from './wording';

export interface Leg {
  id: string;
  queue_id: string;
  queue_name?: string;
  entered_at: string;
  exited_at: string | null;
  wait_ms: number | null;
  outcome: string;
  is_post_transfer?: boolean;
}

export interface Segment {
  id: string;
  queue_id: string;
  agent_id: string;
  agent_name?: string;
  answered_at: string;
  ended_at: string | null;
  talk_ms: number | null;
  hold_ms: number | null;
  wrap_up_ms: number | null;
  end_reason: string;
  wrap_up_code: string;
  more_codes: string[];
  note: string;
  resolved: string;
}

export interface Recording {
  id: string;
  kind: 'call' | 'voicemail' | 'screen';
  duration_ms: number;
  started_at?: string;
  status?: string;
  damage?: string;
  removed_at?: string | null;
  removed_by_rule?: string;
  failure?: string;
  /** Of a screen: whose it is, and the stretches of its time line that were recorded. */
  agent_id?: string;
  segment_id?: string;
  spans?: [number, number][];
  pauses: Shapes['PauseShown'][];
}

export interface ContactDetail extends ContactRow {
  segments: Segment[];
  legs: Leg[];
  timeline: TimelineFact[];
  recordings: Recording[];
  quality: Shapes['QualityShown'][];
  holds: Shapes['HoldShown'][];
}

export interface Waveform {
  duration_ms: number;
  left: number[];
  right: number[];
}
