// Plain values as YAML, to be read by people. The file itself is written by the server. Pure.

const PLAIN = /^[A-Za-z_][\w ./-]*$/;
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;

function scalar(value: unknown): string {
  if (typeof value === 'string') {
    return PLAIN.test(value) && !WORDS.test(value) && value.trim() === value
      ? value
      : JSON.stringify(value);
  }
  return value === null || value === undefined ? 'null' : String(value);
}

const isEmpty = (value: object) => Object.keys(value).length === 0;

function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (typeof item !== 'object' || item === null) return [`${indent}- ${scalar(item)}`];
      const [first = '', ...rest] = lines(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value as Record<string, unknown>).flatMap(([key, item]) => {
    const name = `${indent}${scalar(key)}:`;
    if (typeof item !== 'object' || item === null) return [`${name} ${scalar(item)}`];
    if (isEmpty(item)) return [`${name} ${Array.isArray(item) ? '[]' : '{}'}`];
    return [name, ...lines(item, `${indent}  `)];
  });
}

export function toYaml(value: Record<string, unknown>): string {
  return `${lines(value, '').join('\n')}\n`;
}
