// Holds the live socket open for as long as a person is logged in.
import { useEffect } from 'react';
import { keepLive } from './liveSocket';
import { INITIAL } from './liveState';
import { liveStore } from './liveStore';

export function LiveConnection(props: { onLoggedOut: () => void }) {
  const { onLoggedOut } = props;
  useEffect(() => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const end = keepLive({
      store: liveStore,
      open: () => new WebSocket(`${scheme}://${location.host}/api/live`),
      onLoggedOut,
    });
    return () => {
      end();
      liveStore.set(INITIAL);
    };
  }, [onLoggedOut]);
  return null;
}
