// The echo of the centre (`*43`): what is said comes back, so that a headset is tried without a contact.
import type { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { closeMicrophone } from './audio';
import type { PhoneEvent } from './phoneMachine';

const ECHO = '*43';
/** Candidates come at once on a local net; one more than this late is not waited for. */
const CANDIDATE_PAUSE_MS = 150;

interface Parts {
  credentials: { sip_uri: string };
  tell: (event: PhoneEvent) => void;
  microphone: () => Promise<MediaStream>;
  play: (stream: MediaStream | null) => void;
}

/** Goes on with the candidates that are there when no further one comes for a moment. */
export function candidatePause(): { next: (event: { ready: () => void }) => void; stop(): void } {
  let pause: ReturnType<typeof setTimeout> | undefined;
  return {
    next: ({ ready }) => {
      clearTimeout(pause);
      pause = setTimeout(ready, CANDIDATE_PAUSE_MS);
    },
    stop: () => clearTimeout(pause),
  };
}

/** `sip:*43@realm` for the phone that is registered as `sip:user@realm`. */
export const echoAddress = (sipUri: string): string => `sip:${ECHO}@${sipUri.split('@')[1] ?? ''}`;

/** One test at a time; `end` also where it has not begun to sound yet. */
export function echoTest(ua: UA, parts: Parts): { begin(): Promise<void>; end(): void } {
  let session: RTCSession | null = null;
  let stream: MediaStream | null = null;
  let turn = 0;

  function over(mine: number): void {
    if (mine !== turn) return;
    turn++;
    session = null;
    closeMicrophone(stream);
    stream = null;
    parts.play(null);
    parts.tell({ kind: 'echo', echo: null });
  }

  function end(): void {
    const ending = session;
    if (stream || ending) over(turn);
    else turn++;
    if (ending && !ending.isEnded()) ending.terminate();
  }

  async function begin(): Promise<void> {
    end();
    const mine = turn;
    parts.tell({ kind: 'echo', echo: 'calling' });
    const opened = await parts.microphone().catch(() => null);
    if (!opened || mine !== turn) {
      closeMicrophone(opened);
      if (mine === turn) parts.tell({ kind: 'echo', echo: null });
      return;
    }
    stream = opened;
    const waitForCandidates = candidatePause();
    const stop = () => {
      waitForCandidates.stop();
      over(mine);
    };
    session = ua.call(echoAddress(parts.credentials.sip_uri), {
      mediaStream: opened,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [] },
      eventHandlers: {
        peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }) =>
          peerconnection.addEventListener('track', (event) =>
            parts.play(event.streams[0] ?? new MediaStream([event.track])),
          ),
        icecandidate: waitForCandidates.next,
        accepted: () => parts.tell({ kind: 'echo', echo: 'connected' }),
        ended: stop,
        failed: stop,
      },
    });
  }

  return { begin, end };
}
