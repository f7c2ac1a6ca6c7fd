// One visitor's call: the microphone, the account, the call itself, in that order.
import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '@/api/problem';
import { type CallEvent, IDLE, microphoneFault, nextState, serverFault } from './callState';
import { type PlacedCall, placeCall } from './placeCall';
import { openWebCall } from './requests/openWebCall';

export interface Visit {
  tenant: string;
  number: string;
  name: string;
  language: string;
}

async function openMicrophone(): Promise<MediaStream> {
  // Browsers offer no microphone at all to pages that are not secure.
  return await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
}

export function useWebCall() {
  const [state, setState] = useState(IDLE);
  const call = useRef<PlacedCall | null>(null);
  const speaker = useRef<HTMLAudioElement>(null);
  const given = useRef(0);
  const tell = useCallback(
    (event: CallEvent) => setState((before) => nextState(before, event, Date.now())),
    [],
  );
  const play = useCallback((stream: MediaStream | null) => {
    if (!speaker.current) return;
    speaker.current.srcObject = stream;
    if (stream) speaker.current.play().catch(() => undefined);
  }, []);
  useEffect(() => () => call.current?.hangUp(), []);

  const start = async (visit: Visit) => {
    const turn = ++given.current;
    tell({ kind: 'started' });
    let microphone: MediaStream;
    try {
      microphone = await openMicrophone();
    } catch (error) {
      tell({ kind: 'fault', fault: microphoneFault(error) });
      return;
    }
    const release = () => {
      for (const track of microphone.getTracks()) track.stop();
    };
    tell({ kind: 'microphone_open' });
    try {
      const account = await openWebCall(visit);
      if (turn !== given.current) return release();
      call.current = placeCall({ account, name: visit.name, microphone, play, tell });
    } catch (error) {
      release();
      tell({ kind: 'fault', fault: serverFault(error instanceof Problem ? error.status : 0) });
    }
  };
  const hangUp = () => {
    given.current += 1;
    if (call.current) call.current.hangUp();
    else tell({ kind: 'over' });
    call.current = null;
  };
  return {
    state,
    speaker,
    start,
    hangUp,
    mute: (isMuted: boolean) => call.current?.mute(isMuted),
    sendDigit: (digit: string) => call.current?.sendDigit(digit),
  };
}
