// Follows the call at hand for the screen that a rule wants of it, and offers what can be done.
import { DesktopOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useActions } from '@/actions/actions';
import { useStore } from '@/frame/store';
import { useOwn } from '@/live/useOwn';
import { capture, follow, forgetSharing, share, stopSharing } from './captureControl';
import { useCaptureRules } from './useCaptureRules';

export function CaptureHost() {
  const { agent, contact } = useOwn();
  const { sharing } = useStore(capture);
  const rules = useCaptureRules();
  const isKnown = agent !== undefined;
  const inCall = agent?.state === 'talking' || agent?.state === 'holding';
  const screen = inCall ? contact?.screens?.find((one) => one.agent_id === agent.id) : undefined;
  const state = contact?.recording?.state;
  const isOver = state === 'declined' || state === 'failed';
  const id = isOver ? '' : (screen?.recording_id ?? '');
  const since_ms = screen?.since_ms ?? 0;
  const isPaused = state === 'paused';
  useEffect(() => {
    // While the live line is lost the call is not known: what is recorded goes on.
    if (isKnown) follow(id ? { recordingId: id, since_ms, isPaused } : null);
  }, [isKnown, id, since_ms, isPaused]);
  useEffect(() => forgetSharing, []);
  useActions([
    {
      id: 'capture.share',
      label: 'capture:share',
      group: 'common:group.call',
      icon: <DesktopOutlined />,
      enabled: Boolean(rules?.is_wanted) && sharing !== 'shared' && sharing !== 'unsupported',
      run: share,
    },
    {
      id: 'capture.stop',
      label: 'capture:stop',
      group: 'common:group.call',
      icon: <DesktopOutlined />,
      enabled: sharing === 'shared',
      run: stopSharing,
    },
  ]);
  return null;
}
