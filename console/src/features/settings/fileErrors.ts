// The errors of a file, from an answer that lists them or from a problem that does. Pure.
import { Problem } from '@/api/problem';
import type { Applied, FileError } from './requests/centreFile';

export function errorsOf(answer: Applied | undefined, error: unknown): FileError[] {
  if (answer) return answer.errors;
  const listed = error instanceof Problem ? (error.details.errors ?? []) : [];
  return listed.map(({ line, column, message, field }) => ({
    line: line ?? null,
    column: column ?? null,
    message: line || !field ? message : `${field}: ${message}`,
  }));
}

/** The line that an error is about, as it stands in the file. */
export function lineOf(yaml: string, line: number | null): string {
  return line ? (yaml.split('\n')[line - 1] ?? '').trim() : '';
}
