// What a sentence about a fact is made of, and how a fact's fields are read for it. Pure.

export interface TimelineFact {
  readonly position: number;
  readonly at: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Who is behind an id; gives the id back where the name is unknown. */
export interface Names {
  readonly agent: (id: string) => string;
  readonly queue: (id: string) => string;
  /** A wrap-up code in words. */
  readonly code: (id: string) => string;
}

export type Side = 'customer' | 'system' | 'agent';
export type Tone = 'minor' | 'plain' | 'good' | 'warn' | 'bad';

export interface Wording {
  readonly key: string;
  readonly side: Side;
  readonly tone: Tone;
  /** Values put into the sentence as they are. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Values that are keys themselves and are translated first. */
  readonly words: Readonly<Record<string, string>>;
  /** Durations in milliseconds, written by the reader's locale first. */
  readonly durations: Readonly<Record<string, number>>;
}

type Extra = Partial<Omit<Wording, 'key' | 'side'>>;
export type Reader = (fact: TimelineFact, names: Names) => Wording;

export const text = (fact: TimelineFact, field: string): string => {
  const value = fact[field];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};
export const count = (fact: TimelineFact, field: string): number => {
  const value = fact[field];
  return typeof value === 'number' ? value : 0;
};
export const list = (fact: TimelineFact, field: string): string[] => {
  const value = fact[field];
  return Array.isArray(value) ? value.map(String) : [];
};
export const is = (fact: TimelineFact, field: string): boolean => fact[field] === true;

export const say = (key: string, side: Side, extra: Extra = {}): Wording => ({
  key,
  side,
  tone: extra.tone ?? 'plain',
  values: extra.values ?? {},
  words: extra.words ?? {},
  durations: extra.durations ?? {},
});

export const withAgent =
  (key: string, side: Side, tone: Tone = 'plain'): Reader =>
  (fact, names) =>
    say(key, side, { tone, values: { agent: names.agent(text(fact, 'agent_id')) } });
