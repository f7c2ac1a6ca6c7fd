// One way to the API: cookies, the CSRF header, JSON (files as they are), and errors as `Problem`.
import { Problem, problemOf, unreachable } from './problem';

type Query = Record<string, string | number | boolean | null | undefined>;

let csrfToken = '';
let onLoggedOut: (() => void) | null = null;

export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called when the server says that the session is over. */
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener;
}

export function withQuery(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal) {
  try {
    return await once<T>(method, path, body, signal);
  } catch (error) {
    // Another tab logged in anew: the token of this one is old, the session is not.
    if (!(error instanceof Problem) || error.code !== 'csrf') throw error;
    const session = await once<{ csrf_token: string }>('GET', '/session');
    csrfToken = session.csrf_token;
    return once<T>(method, path, body, signal);
  }
}

async function once<T>(method: string, path: string, body?: unknown, signal?: AbortSignal) {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-CSRF-Token'] = csrfToken;
  const isFile = body instanceof Blob;
  if (body !== undefined)
    headers['Content-Type'] = isFile ? 'application/octet-stream' : 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401 && path !== '/session') onLoggedOut?.();
    throw problem;
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  if (!text) return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Problem({ status: response.status, code: 'not_json' });
  }
}

/** Paths are below `/api`: `api.get<ContactRow>('/contacts/01J…')`. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    request<T>('GET', withQuery(path, query), undefined, signal),
  post: <T>(path: string, body: unknown = {}) => request<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, body),
  delete: <T>(path: string) => request<T>('DELETE', path),
};
