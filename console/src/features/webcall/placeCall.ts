// Places the visitor's one call with JsSIP and tells what becomes of it.
import { C, UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { type CallEvent, onTheLine, sipFault } from './callState';
import type { WebCallAccount } from './requests/openWebCall';

/** Candidates come at once on a local net; one more than this late is not waited for. */
const CANDIDATE_PAUSE_MS = 150;
const DIGIT_MS = 160;

interface Parts {
  account: WebCallAccount;
  name: string;
  microphone: MediaStream;
  play: (stream: MediaStream | null) => void;
  tell: (event: CallEvent) => void;
}

export interface PlacedCall {
  mute: (isMuted: boolean) => void;
  sendDigit: (digit: string) => void;
  hangUp: () => void;
}

interface Identified {
  request?: { getHeader: (name: string) => string | undefined };
}

export function socketAddress(path: string, place: Location = window.location): string {
  return `${place.protocol === 'https:' ? 'wss' : 'ws'}://${place.host}${path}`;
}

function follow(session: RTCSession, parts: Parts, finish: () => void): void {
  const { tell, play } = parts;
  let pause: ReturnType<typeof setTimeout> | undefined;
  session.on('icecandidate', ({ ready }) => {
    clearTimeout(pause);
    pause = setTimeout(ready, CANDIDATE_PAUSE_MS);
  });
  session.on('accepted', () => tell({ kind: 'accepted' }));
  session.on('ended', () => {
    clearTimeout(pause);
    tell({ kind: 'over' });
    finish();
  });
  session.on('failed', ({ cause, originator }) => {
    clearTimeout(pause);
    const own = originator === 'local' && cause === C.causes.CANCELED;
    tell(own ? { kind: 'over' } : { kind: 'fault', fault: sipFault(cause) });
    finish();
  });
  // The centre tells who is on the line: an agent, or nobody again after a transfer to a queue.
  session.on('update', ({ request }: Identified) => {
    const event = onTheLine(request?.getHeader('P-Asserted-Identity'));
    if (event) tell(event);
  });
  const listen = (connection: RTCPeerConnection) =>
    connection.addEventListener('track', (event) => {
      play(event.streams[0] ?? new MediaStream([event.track]));
    });
  if (session.connection) listen(session.connection);
  else session.on('peerconnection', ({ peerconnection }) => listen(peerconnection));
}

export function placeCall(parts: Parts): PlacedCall {
  const { account, microphone, play, tell } = parts;
  const ua = new UA({
    sockets: [new WebSocketInterface(socketAddress(account.ws_path ?? '/ws'))],
    uri: account.sip_uri,
    authorization_user: account.user,
    password: account.secret,
    display_name: parts.name.replace(/["\\\r\n]/g, ''),
    register: false,
    session_timers: false,
    user_agent: 'Callfloor web call',
  });
  let session: RTCSession | null = null;
  let isOver = false;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    play(null);
    for (const track of microphone.getTracks()) track.stop();
    ua.stop();
  };
  ua.on('disconnected', () => {
    // A call that is up goes on without the signalling until either side notices.
    if (isOver || session?.isEstablished()) return;
    tell({ kind: 'fault', fault: 'unreachable' });
    finish();
  });
  ua.on('connected', () => {
    if (session || isOver) return;
    session = ua.call(account.target, {
      mediaStream: microphone,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [] },
    });
    follow(session, parts, finish);
  });
  ua.start();
  return {
    mute: (isMuted) => {
      if (isMuted) session?.mute({ audio: true });
      else session?.unmute({ audio: true });
      tell({ kind: 'muted', isMuted });
    },
    sendDigit: (digit) =>
      session?.sendDTMF(digit, { duration: DIGIT_MS, transportType: C.DTMF_TRANSPORT.RFC2833 }),
    hangUp: () => {
      if (session && !session.isEnded()) session.terminate();
      else {
        tell({ kind: 'over' });
        finish();
      }
    },
  };
}
