// What an agent has beside a call, as the live line tells it: written contacts, and skills for an hour.

/** A written contact at hand; its wrap-up is over `limit_ms` after `since_ms`, null for no limit. */
export interface LiveWork {
  contact_id: string;
  medium: 'chat' | 'email' | 'sms';
  stage: 'offered' | 'open' | 'wrap_up';
  segment_id: string;
  queue_id: string;
  sender: string;
  sender_name: string;
  since_ms: number;
  limit_ms: number | null;
}

/** Skills that a lead has moved until a time; `changes` stand in place of the settings', 0: none. */
export interface MovedSkills {
  changes: Record<string, number>;
  from_ms: number;
  until_ms: number;
  by: string;
  by_name: string;
  reason: string;
}
