// The recording in step with the timeline. Pure.

import type { Recording } from './types';
import type { TimelineFact } from './wording';

/** When the recording's first sample was, by the journal; null where nothing tells. */
export function startOf(recording: Recording, facts: readonly TimelineFact[]): number | null {
  if (recording.started_at) return Date.parse(recording.started_at);
  const begun = facts.find(
    (fact) =>
      fact.type === 'recording_started' &&
      (fact.recording_id === undefined || fact.recording_id === recording.id),
  );
  return begun ? Date.parse(begun.at) : null;
}

/** Position of the last fact at or before the moment that is being played. */
export function factAt(facts: readonly TimelineFact[], played_ms: number | null): number | null {
  if (played_ms === null) return null;
  let found: number | null = null;
  for (const fact of facts) {
    if (Date.parse(fact.at) <= played_ms) found = fact.position;
  }
  return found;
}
