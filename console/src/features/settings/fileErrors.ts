// The errors of a file, from an answer that lists them or from a problem that does. Pure.
import { type FieldError, Problem } from '@/api/problem';
import type { Applied } from './requests/centreFile';

export function errorsOf(answer: Applied | undefined, error: unknown): FieldError[] {
  if (answer) return answer.errors;
  return error instanceof Problem ? (error.details.errors ?? []) : [];
}

/** The line that an error is about, as it stands in the file. */
export function lineOf(yaml: string, line: number | null | undefined): string {
  return line ? (yaml.split('\n')[line - 1] ?? '').trim() : '';
}
