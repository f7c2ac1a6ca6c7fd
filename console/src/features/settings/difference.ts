// What differs between two states of a setting, field by field. Pure.

export interface Differing {
  field: string;
  before: string | null;
  after: string | null;
}

type Values = Record<string, unknown> | null;

function flat(values: Values, prefix = '', into = new Map<string, string>()): Map<string, string> {
  for (const [key, value] of Object.entries(values ?? {})) {
    const isTree = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isTree && Object.keys(value).length > 0) {
      flat(value as Record<string, unknown>, `${prefix}${key}.`, into);
    } else {
      into.set(prefix + key, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }
  return into;
}

export function differing(before: Values, after: Values): Differing[] {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .map((field) => ({
      field,
      before: old.get(field) ?? null,
      after: now.get(field) ?? null,
    }));
}
