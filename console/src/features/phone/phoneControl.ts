// Starts and ends the browser phone of this tab, and keeps its registration alive.
import type { PhoneCredentials } from '@/api/desk';
import { askForNotices } from '@/frame/notices';
import {
  closeMicrophone,
  MicrophoneError,
  openMicrophone,
  openMicrophoneSoon,
  playRemote,
} from './audio';
import { onInvite } from './phoneMachine';
import { phoneStore, tellPhone } from './phoneStore';
import { connection } from './qualityWatch';
import type { SipPhone } from './sipPhone';
import { holdPhone, type TabLock } from './tabLock';

type FetchSecret = () => Promise<PhoneCredentials>;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

let phone: SipPhone | null = null;
let lock: TabLock | null = null;
let registerAgain: () => void = () => undefined;

async function microphone(open: () => Promise<MediaStream>): Promise<MediaStream> {
  try {
    const stream = await open();
    tellPhone({ kind: 'microphone', problem: null });
    return stream;
  } catch (error) {
    const problem = error instanceof MicrophoneError ? error.problem : 'failed';
    tellPhone({ kind: 'microphone', problem });
    throw error;
  }
}

/** Before the agent becomes ready: microphone there and allowed, notices asked for. */
export async function preparePhone(): Promise<boolean> {
  if (phoneStore.get().holder !== 'this') return true;
  endEcho();
  void askForNotices();
  try {
    closeMicrophone(await microphone(openMicrophone));
    return true;
  } catch {
    return false;
  }
}

/** `fetchSecret` gives the phone's login: an agent's, or a supervisor's who takes no contacts. */
export function startPhone(name: string, fetchSecret: FetchSecret): () => void {
  let stopSip: () => void = () => undefined;
  if (!('locks' in navigator)) {
    tellPhone({ kind: 'microphone', problem: 'insecure' });
    return () => undefined;
  }
  lock = holdPhone({
    name,
    page: () => location.pathname,
    onOther: (tab) => tellPhone({ kind: 'other_tab', tab }),
    onHeld: () => {
      tellPhone({ kind: 'held' });
      stopSip = keepRegistered(fetchSecret);
    },
    onTaken: () => {
      stopSip();
      tellPhone({ kind: 'taken' });
    },
  });
  return () => {
    lock?.end();
    lock = null;
    stopSip();
  };
}

/** Fetches a secret and registers; again and again, with back-off, for as long as it is refused. */
function keepRegistered(fetchSecret: FetchSecret): () => void {
  let ended = false;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const later = () => {
    clearTimeout(retry);
    const wait_ms = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries++);
    retry = setTimeout(() => void register(), wait_ms);
  };
  const unfollow = phoneStore.subscribe(() => {
    if (phoneStore.get().registration === 'registered') tries = 0;
  });

  // Each turn has a phone of its own: an earlier one that comes late must not touch the newer.
  let own: SipPhone | null = null;
  let turn = 0;

  async function register(): Promise<void> {
    const mine = ++turn;
    const isOver = () => ended || mine !== turn;
    tellPhone({ kind: 'connecting' });
    try {
      const credentials = await fetchSecret();
      if (isOver()) return;
      if (own) return own.renew(credentials);
      const opened = await open(credentials, later);
      if (isOver()) return opened.stop();
      own = opened;
      phone = opened;
    } catch {
      if (isOver()) return;
      tellPhone({ kind: 'registration_lost', failure: 'network' });
      later();
    }
  }

  function stop(): void {
    own?.stop();
    if (phone === own) phone = null;
    own = null;
  }

  registerAgain = () => {
    if (phoneStore.get().call) return;
    clearTimeout(retry);
    stop();
    void register();
  };
  void register();
  return () => {
    ended = true;
    registerAgain = () => undefined;
    clearTimeout(retry);
    unfollow();
    stop();
  };
}

async function open(credentials: PhoneCredentials, onRefused: () => void): Promise<SipPhone> {
  const { startSipPhone } = await import('./sipPhone');
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return startSipPhone({
    credentials,
    socketUrl: `${scheme}://${location.host}${credentials.ws_path}`,
    tell: tellPhone,
    decide: (isRejoin) => onInvite(phoneStore.get(), isRejoin),
    microphone: () => microphone(openMicrophoneSoon),
    play: playRemote,
    carry: connection.set,
    onRefused,
  });
}

/** The server does not see this phone although it seems registered here: begin on a new line. */
export const renewPhone = () => registerAgain();
export const takeOverPhone = () => lock?.takeOver();
export const answerCall = () => void phone?.answer();
export const rejectCall = () => phone?.reject();
export const muteCall = (isMuted: boolean) => phone?.mute(isMuted);
export const sendDigit = (digit: string) => phone?.sendDigit(digit);
export const testEcho = () => void phone?.testEcho();
export const endEcho = () => phone?.endEcho();
