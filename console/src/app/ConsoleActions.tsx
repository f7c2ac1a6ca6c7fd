// Actions of the console itself: pages, language, look, palette and the list of shortcuts.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Action, useActions } from '@/actions/actions';
import { api } from '@/api/client';
import { act } from '@/api/desk';
import type { AgentState } from '@/api/types';
import { useTell } from '@/components/useTell';
import { LANGUAGES, setPreferences } from '@/frame/preferences';
import { mayAny, useSession, useSessionChanges } from '@/frame/session';
import { liveStore } from '@/live/liveStore';
import { FEATURES } from './features';
import { Palette } from './Palette';
import { ShortcutList } from './ShortcutList';
import { useShortcuts } from './useShortcuts';

const GROUP = 'common:group.console';

const IN_CONTACT: AgentState[] = ['reserved', 'ringing', 'talking', 'holding', 'working'];

/** Out of the console: not in the middle of a contact, and no longer as one who takes them. */
function useLeave() {
  const { t } = useTranslation('app');
  const { agent_id } = useSession();
  const { logOut } = useSessionChanges();
  const tell = useTell();
  return async () => {
    const state = liveStore.get().agents[agent_id ?? '']?.state;
    if (state && IN_CONTACT.includes(state)) {
      tell.warning(t('logOutInCall'));
      return;
    }
    // A floor that is away must not keep a person in: it notices the lost phone by itself.
    if (state && state !== 'logged_out') await act('logout', {}).catch(() => undefined);
    await logOut().catch(tell.problem);
  };
}

export function ConsoleActions() {
  const session = useSession();
  const go = useNavigate();
  const leave = useLeave();
  const { t } = useTranslation('app');
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const pages = useMemo(
    () =>
      FEATURES.flatMap((feature) => feature.menu)
        .filter((entry) => mayAny(session, entry.permissions))
        .filter((entry) => entry.path !== '/desk' || session.agent_id !== null),
    [session],
  );
  useShortcuts();
  useActions([
    ...pages.map(
      (entry): Action => ({
        id: `go${entry.path}`,
        label: entry.label,
        group: 'common:group.go',
        icon: entry.icon,
        shortcut: entry.shortcut,
        run: () => void go(entry.path),
      }),
    ),
    ...LANGUAGES.map(
      (language): Action => ({
        id: `console.language.${language}`,
        label: 'app:chooseLanguage',
        labelParams: { language: t(`languageItself.${language}`) },
        group: GROUP,
        run: () => {
          setPreferences({ language });
          // The choice holds on this computer even when the server cannot keep it just now.
          void api.patch('/session', { language }).catch(() => undefined);
        },
      }),
    ),
    ...(['light', 'dark', 'system'] as const).map(
      (appearance): Action => ({
        id: `console.appearance.${appearance}`,
        label: 'app:chooseAppearance',
        labelParams: { appearance: t(`appearance.${appearance}`) },
        group: GROUP,
        run: () => {
          setPreferences({ appearance });
          void api.patch('/session', { theme: appearance }).catch(() => undefined);
        },
      }),
    ),
    ...(['comfortable', 'compact'] as const).map(
      (density): Action => ({
        id: `console.density.${density}`,
        label: 'app:chooseDensity',
        labelParams: { density: t(`density.${density}`) },
        group: GROUP,
        run: () => setPreferences({ density }),
      }),
    ),
    {
      id: 'console.palette',
      label: 'app:palette.open',
      group: GROUP,
      shortcut: 'mod+k',
      run: () => setPalette(true),
    },
    {
      id: 'console.shortcuts',
      label: 'app:shortcuts.title',
      group: GROUP,
      shortcut: '?',
      run: () => setShortcuts(true),
    },
    {
      id: 'console.logOut',
      label: 'app:logOut',
      group: GROUP,
      run: () => void leave(),
    },
  ]);
  return (
    <>
      <Palette open={palette} onClose={() => setPalette(false)} />
      <ShortcutList open={shortcuts} onClose={() => setShortcuts(false)} />
    </>
  );
}
