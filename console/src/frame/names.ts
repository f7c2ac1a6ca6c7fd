// Names that the centre gives in several languages.
import type { Names } from '@/api/types';

export function nameIn(names: Names | string | null | undefined, language: string): string {
  if (!names) return '';
  if (typeof names === 'string') return names;
  const key = language.slice(0, 2) as keyof Names;
  return names[key] ?? names.en ?? Object.values(names)[0] ?? '';
}
