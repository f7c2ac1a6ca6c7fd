// The phone lives in one tab of a browser: the one that holds this lock.
//
// A tab that waits gets the lock when the other closes. A tab that reloads takes it back, so that
// a call returns to where it was; to let it do so, a tab that got the lock by waiting pauses first.

const RELOAD_GRACE_MS = 2_500;
const HAD_PHONE = 'callfloor.hadPhone';

export interface Holding {
  page: string;
  since_ms: number;
}

interface Said {
  kind: 'who' | 'holder';
  holding?: Holding;
}

export interface TabLockParts {
  name: string;
  onHeld: () => void;
  /** Another tab took the phone over. */
  onTaken: () => void;
  onOther: (holding: Holding) => void;
  /** What this tab shows, for the others. */
  page: () => string;
}

export interface TabLock {
  takeOver(): void;
  end(): void;
}

export function holdPhone(parts: TabLockParts): TabLock {
  const channel = new BroadcastChannel(parts.name);
  const ending = new AbortController();
  let heldSince_ms: number | null = null;
  let release: () => void = () => undefined;
  let round = 0;

  const announce = () => {
    if (heldSince_ms === null) return;
    const holding = { page: parts.page(), since_ms: heldSince_ms };
    channel.postMessage({ kind: 'holder', holding } satisfies Said);
  };
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.kind === 'who') announce();
    else if (data.holding && heldSince_ms === null) parts.onOther(data.holding);
  };

  async function ask(steal: boolean): Promise<void> {
    const mine = ++round;
    const askedAt_ms = performance.now();
    const hold = async () => {
      const waited = performance.now() - askedAt_ms > 500;
      if (waited && !steal) await pause(RELOAD_GRACE_MS, ending.signal);
      if (ending.signal.aborted || mine !== round) return;
      heldSince_ms = Date.now();
      sessionStorage.setItem(HAD_PHONE, '1');
      parts.onHeld();
      announce();
      await new Promise<void>((done) => {
        release = done;
      });
    };
    try {
      const options = steal ? { steal } : { signal: ending.signal };
      await navigator.locks.request(parts.name, options, hold);
    } catch {
      // Ended here, or taken by another tab: in that case stand in line again.
      if (ending.signal.aborted || mine !== round) return;
      const had = heldSince_ms !== null;
      heldSince_ms = null;
      sessionStorage.removeItem(HAD_PHONE);
      if (had) parts.onTaken();
      channel.postMessage({ kind: 'who' } satisfies Said);
      void ask(false);
    }
  }

  const look = () => {
    if (document.visibilityState === 'visible' && heldSince_ms === null)
      channel.postMessage({ kind: 'who' } satisfies Said);
  };
  document.addEventListener('visibilitychange', look);
  channel.postMessage({ kind: 'who' } satisfies Said);
  void ask(sessionStorage.getItem(HAD_PHONE) === '1');

  return {
    takeOver: () => void ask(true),
    end: () => {
      ending.abort();
      heldSince_ms = null;
      document.removeEventListener('visibilitychange', look);
      release();
      channel.close();
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}
