// Logging in and out reaches every page that follows the session, and leaves nothing of another's.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionQuery, useSessionChanges } from '@/frame/session';

const SESSION = { user: { name: 'Ann', language: 'en' }, csrf_token: 't', permissions: [] };

function Who() {
  const { data } = useQuery(sessionQuery);
  return <p>{data ? data.user.name : 'nobody'}</p>;
}

function Out() {
  const { logOut } = useSessionChanges();
  return (
    <button type="button" onClick={() => void logOut()}>
      out
    </button>
  );
}

afterEach(() => vi.unstubAllGlobals());

describe('the session', () => {
  it('ends everywhere at once, with all that was fetched', async () => {
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response(null, { status: 204 })));
    const client = new QueryClient();
    client.setQueryData(sessionQuery.queryKey, SESSION as never);
    client.setQueryData(['contacts'], ['of Ann']);
    render(
      <QueryClientProvider client={client}>
        <Who />
        <Out />
      </QueryClientProvider>,
    );
    expect(screen.getByText('Ann')).toBeDefined();
    await userEvent.click(screen.getByText('out'));
    await waitFor(() => expect(screen.getByText('nobody')).toBeDefined());
    expect(client.getQueryData(['contacts'])).toBeUndefined();
  });
});
