// Requests carry what the server asks for, and errors come back as problems.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, setCsrfToken, whenLoggedOut, withQuery } from '@/api/client';
import { Problem } from '@/api/problem';

function answers(...list: [number, unknown][]) {
  const fetching = vi.fn();
  for (const [status, body] of list)
    fetching.mockResolvedValueOnce(
      new Response(body === undefined ? null : JSON.stringify(body), { status }),
    );
  vi.stubGlobal('fetch', fetching);
  return fetching;
}

afterEach(() => vi.unstubAllGlobals());

describe('a request', () => {
  it('that changes something carries the token', async () => {
    const fetching = answers([200, {}], [200, {}]);
    setCsrfToken('secret');
    await api.post('/desk/ready');
    await api.get('/desk');
    expect(fetching.mock.calls[0]?.[1].headers['X-CSRF-Token']).toBe('secret');
    expect(fetching.mock.calls[1]?.[1].headers['X-CSRF-Token']).toBeUndefined();
  });

  it('with an old token gets a new one and is sent once more', async () => {
    const fetching = answers(
      [403, { code: 'csrf' }],
      [200, { csrf_token: 'new' }],
      [200, { ok: 1 }],
    );
    await expect(api.post('/desk/ready')).resolves.toEqual({ ok: 1 });
    expect(fetching.mock.calls[2]?.[1].headers['X-CSRF-Token']).toBe('new');
  });

  it('that is refused is a problem with its id', async () => {
    answers([409, { code: 'no_call', detail: 'There is no call.', id: '01J' }]);
    const error = await api.post('/desk/hold').catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ status: 409, code: 'no_call', id: '01J' });
  });

  it('that finds no server says so', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    await expect(api.get('/desk')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('that gets a page of a proxy instead of JSON is still a problem', async () => {
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response('<html>', { status: 502 })));
    await expect(api.get('/desk')).rejects.toMatchObject({ status: 502, code: 'http_502' });
  });

  it('tells when the session is over, but not for a wrong password', async () => {
    const loggedOut = vi.fn();
    whenLoggedOut(loggedOut);
    answers([401, {}], [401, {}]);
    await api.post('/session').catch(() => undefined);
    expect(loggedOut).not.toHaveBeenCalled();
    await api.get('/desk').catch(() => undefined);
    expect(loggedOut).toHaveBeenCalledOnce();
  });
});

describe('a query', () => {
  it('leaves out what is not set', () => {
    expect(withQuery('/contacts', { queue: 'a b', agent: '', cursor: null, limit: 0 })).toBe(
      '/contacts?queue=a+b&limit=0',
    );
  });
});
