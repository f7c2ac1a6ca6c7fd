// One object is the button, the shortcut and the entry of the palette.
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Action, actions, registerActions, runAction, useActions } from '@/actions/actions';
import { ActionButton } from '@/components/ActionButton';

const action = (change: Partial<Action> = {}): Action => ({
  id: 'test.do',
  label: 'Do it',
  group: 'Group',
  shortcut: 'alt+d',
  run: () => undefined,
  ...change,
});

afterEach(() => actions.set({}));

describe('actions', () => {
  it('run where they are allowed now', () => {
    const run = vi.fn();
    registerActions([action({ run }), action({ id: 'test.not', enabled: false, run })]);
    expect(runAction('test.do')).toBe(true);
    expect(runAction('test.not')).toBe(false);
    expect(runAction('test.unknown')).toBe(false);
    expect(run).toHaveBeenCalledOnce();
  });

  it('leave with their page, but not the newer one of the same name', () => {
    const leave = registerActions([action()]);
    const newer = action();
    registerActions([newer]);
    leave();
    expect(actions.get()['test.do']).toBe(newer);
  });
});

function Page(props: { count: number; enabled?: boolean; run: (count: number) => void }) {
  const { count, enabled, run } = props;
  useActions([action({ enabled, run: () => run(count) })]);
  return <ActionButton action="test.do" />;
}

describe('an action of a page', () => {
  it('is its button, and always the newest', async () => {
    const run = vi.fn();
    const page = render(<Page count={1} run={run} />);
    page.rerender(<Page count={2} run={run} />);
    await userEvent.click(screen.getByRole('button', { name: 'Do it' }));
    expect(run).toHaveBeenCalledWith(2);
    expect(screen.getByRole('button').getAttribute('aria-keyshortcuts')).toBe('alt+d');
  });

  it('disables its button', () => {
    render(<Page count={1} enabled={false} run={() => undefined} />);
    expect(screen.getByRole('button').hasAttribute('disabled')).toBe(true);
  });

  it('leaves with the page', () => {
    const page = render(<Page count={1} run={() => undefined} />);
    page.unmount();
    expect(actions.get()).toEqual({});
  });
});
