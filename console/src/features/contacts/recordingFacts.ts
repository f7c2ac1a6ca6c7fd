// What the facts of a recording say in plain words. Pure.
import { count, is, type Reader, say, text } from './wording';

const KNOWN = ['agent', 'customer', 'flow', 'limit', 'end'];

/** Whoever asked: a word of ours, or a person or a program that is not named here. */
function by(value: string): string {
  if (KNOWN.includes(value)) return value;
  return value.startsWith('token:') ? 'program' : 'lead';
}

const decided: Reader = (fact) => {
  const rule = text(fact, 'rule');
  const values = { rule };
  const own = ['declined', 'not_announced', 'not_silenced'].includes(rule);
  if (is(fact, 'keep'))
    return say(`fact.recording_decided.${rule ? 'kept_by' : 'kept'}`, 'system', { values });
  return say(`fact.recording_decided.${own ? rule : 'dropped'}`, 'system', { values });
};

export const recordingReaders: Readonly<Record<string, Reader>> = {
  recording_announced: () => say('fact.recording_announced', 'system'),
  recording_declined: (fact) =>
    say(`fact.recording_declined.${by(text(fact, 'by'))}`, 'customer', { tone: 'warn' }),
  recording_paused: (fact) =>
    say(`fact.recording_paused.${text(fact, 'reason') || 'other'}`, 'agent', {
      tone: 'warn',
      words: { by: `recording_by.${by(text(fact, 'by'))}` },
    }),
  recording_resumed: (fact) =>
    say('fact.recording_resumed', 'agent', {
      words: { by: `recording_by.${by(text(fact, 'by'))}` },
    }),
  recording_pause_failed: () => say('fact.recording_pause_failed', 'system', { tone: 'bad' }),
  recording_decided: decided,
  recording_discarded: () => say('fact.recording_discarded', 'system'),
  recording_removed: (fact) =>
    say('fact.recording_removed', 'system', {
      values: { rule: text(fact, 'rule'), days: count(fact, 'days') },
    }),
  recording_held: (fact) =>
    say(`fact.recording_held.${count(fact, 'until_ms') ? 'until' : 'for_good'}`, 'system', {
      values: { reason: text(fact, 'reason') },
    }),
  recording_released: (fact) =>
    say('fact.recording_released', 'system', { values: { reason: text(fact, 'reason') } }),
  recording_damaged: (fact) =>
    say(`fact.recording_damaged.${text(fact, 'fault')}`, 'system', { tone: 'bad' }),
  screen_wanted: (fact, names) =>
    say('fact.screen_wanted', 'system', {
      tone: 'minor',
      values: { agent: names.agent(text(fact, 'agent_id')), rule: text(fact, 'rule') },
    }),
  screen_started: (fact, names) =>
    say(`fact.screen_started.${text(fact, 'surface') || 'monitor'}`, 'agent', {
      values: { agent: names.agent(text(fact, 'agent_id')) },
    }),
  screen_not_recorded: (fact, names) =>
    say(`fact.screen_not_recorded.${text(fact, 'reason')}`, 'agent', {
      tone: 'warn',
      values: { agent: names.agent(text(fact, 'agent_id')) },
    }),
  recording_sound: () => say('fact.recording_sound', 'system', { tone: 'good' }),
};
