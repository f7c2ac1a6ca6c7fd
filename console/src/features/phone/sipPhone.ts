// JsSIP as Callfloor uses it: one registration, one call, and events in our own words.
//
// Nothing is sent when the page goes away: JsSIP has no unload handler, and a BYE at that moment
// would look like an agent who hung up. The floor keeps the customer and rings again after the
// next registration.
import { C, UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, UAConfiguration } from 'jssip/lib/UA';
import type { PhoneCredentials } from '@/api/desk';
import { closeMicrophone } from './audio';
import { candidatePause, echoTest } from './echoTest';
import type { PhoneEvent } from './phoneMachine';

const REGISTER_FOR_S = 120;
const REJOIN_HEADER = 'X-Callfloor-Rejoin';
const BUSY = 486;
const DECLINE = 603;

export interface SipPhoneParts {
  credentials: PhoneCredentials;
  socketUrl: string;
  tell: (event: PhoneEvent) => void;
  /** Ring, take by itself, or refuse. */
  decide: (isRejoin: boolean) => 'ring' | 'answer' | 'busy';
  microphone: () => Promise<MediaStream>;
  play: (stream: MediaStream | null) => void;
  /** The connection of the call at hand, for whoever measures it. */
  carry: (connection: RTCPeerConnection | null) => void;
  /** The secret is not accepted (any more): another is needed. */
  onRefused: () => void;
}

export interface SipPhone {
  answer(): Promise<void>;
  reject(): void;
  mute(isMuted: boolean): void;
  sendDigit(digit: string): void;
  testEcho(): Promise<void>;
  endEcho(): void;
  renew(credentials: PhoneCredentials): void;
  stop(): void;
}

export function startSipPhone(parts: SipPhoneParts): SipPhone {
  const { tell } = parts;
  let current: RTCSession | null = null;
  let microphone: MediaStream | null = null;
  const ua = new UA(configuration(parts));
  const echo = echoTest(ua, parts);

  ua.on('connecting', () => tell({ kind: 'connecting' }));
  ua.on('disconnected', () => tell({ kind: 'registration_lost', failure: 'network' }));
  ua.on('registered', () => tell({ kind: 'registered' }));
  ua.on('registrationFailed', ({ response }) => {
    const status = response?.status_code;
    tell({ kind: 'registration_lost', failure: status ? String(status) : 'network' });
    if (status === 401 || status === 403 || status === 404) parts.onRefused();
  });
  ua.on('newRTCSession', (event: { originator: string }) => {
    if (event.originator === 'remote') invited(event as IncomingRTCSessionEvent);
  });

  function invited({ session, request }: IncomingRTCSessionEvent): void {
    const isRejoin = request.getHeader(REJOIN_HEADER) === '1';
    const decision = parts.decide(isRejoin);
    if (decision === 'busy') {
      session.terminate({ status_code: BUSY });
      return;
    }
    echo.end();
    const replaced = current;
    current = session;
    follow(session);
    const { user, display } = { user: request.from.uri.user, display: request.from.display_name };
    tell({
      kind: 'invited',
      id: session.id,
      isRejoin,
      caller: user ?? '',
      callerName: display ?? '',
    });
    if (replaced && !replaced.isEnded()) replaced.terminate();
    if (decision === 'answer') void answer();
  }

  function follow(session: RTCSession): void {
    const waitForCandidates = candidatePause();
    session.on('icecandidate', waitForCandidates.next);
    session.on('peerconnection', ({ peerconnection }) => {
      parts.carry(peerconnection);
      peerconnection.addEventListener('track', (event) => {
        parts.play(event.streams[0] ?? new MediaStream([event.track]));
      });
    });
    session.on('accepted', () => tell({ kind: 'connected', id: session.id }));
    const end = () => {
      waitForCandidates.stop();
      tell({ kind: 'ended', id: session.id });
      if (session !== current) return;
      current = null;
      parts.carry(null);
      parts.play(null);
      release();
    };
    session.on('ended', end);
    session.on('failed', end);
  }

  function release(): void {
    closeMicrophone(microphone);
    microphone = null;
  }

  async function answer(): Promise<void> {
    const session = current;
    if (!session || session.isEnded() || session.isEstablished()) return;
    tell({ kind: 'answering', id: session.id });
    const stream = await parts.microphone().catch(() => null);
    if (!stream) {
      // The reason was told by whoever opened the microphone; the caller goes to the next agent.
      if (!session.isEnded()) session.terminate({ status_code: 480 });
      return;
    }
    if (session.isEnded() || session !== current) {
      closeMicrophone(stream);
      return;
    }
    release();
    microphone = stream;
    session.answer({ mediaStream: stream, pcConfig: { iceServers: [] } });
  }

  ua.start();
  return {
    answer,
    reject: () => {
      if (current && !current.isEnded() && !current.isEstablished())
        current.terminate({ status_code: DECLINE });
    },
    mute: (isMuted) => {
      if (!current) return;
      if (isMuted) current.mute({ audio: true });
      else current.unmute({ audio: true });
      tell({ kind: 'muted', isMuted });
    },
    sendDigit: (digit) => current?.sendDTMF(digit, { transportType: C.DTMF_TRANSPORT.RFC2833 }),
    testEcho: async () => {
      if (!current) await echo.begin();
    },
    endEcho: echo.end,
    renew: (credentials) => {
      ua.set('password', credentials.secret);
      ua.register();
    },
    stop: () => {
      echo.end();
      ua.stop();
      release();
      parts.carry(null);
      parts.play(null);
      tell({ kind: 'stopped' });
    },
  };
}

function configuration({ credentials, socketUrl }: SipPhoneParts): UAConfiguration {
  return {
    sockets: new WebSocketInterface(socketUrl),
    uri: credentials.sip_uri,
    authorization_user: credentials.user,
    password: credentials.secret,
    register: true,
    register_expires: REGISTER_FOR_S,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 2,
    no_answer_timeout: 600,
    user_agent: 'Callfloor',
  };
}
