// Asks once before unsaved changes are lost: by a link, by the back button, by closing the tab.
import { App } from 'antd';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';

/** Gives a function that asks, and then goes on. */
export function useLeaveGuard(isDirty: boolean): (goOn: () => void) => void {
  const { t } = useTranslation('settings');
  const { modal } = App.useApp();
  const ask = useCallback(
    (goOn: () => void, stay?: () => void) =>
      void modal.confirm({
        title: t('unsaved'),
        content: t('unsaved_help'),
        okText: t('leave'),
        okButtonProps: { danger: true },
        cancelText: t('stay'),
        onOk: goOn,
        onCancel: stay,
      }),
    [modal, t],
  );
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state === 'blocked') ask(blocker.proceed, blocker.reset);
  }, [blocker, ask]);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
  return useCallback(
    (goOn) => {
      if (isDirty) ask(goOn);
      else goOn();
    },
    [isDirty, ask],
  );
}
