// Puts the call's own words into a script. Pure.
export type Words = Record<string, string>;

/** A word that is not known just now (a withheld number) leaves its place empty. */
export function filled(text: string, words: Words): string {
  return text
    .replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

export function timeOfDay(hour: number): 'morning' | 'afternoon' | 'evening' {
  if (hour < 12) return 'morning';
  return hour < 19 ? 'afternoon' : 'evening';
}
