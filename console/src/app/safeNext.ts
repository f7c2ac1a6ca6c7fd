// Only addresses inside the console: a link must not lead a person elsewhere after the login.
export function safeNext(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}
