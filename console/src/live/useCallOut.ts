// Calls a number by the person's own phone, where that person takes calls.
import { useSession } from '@/frame/session';
import { useDeskAction, useOwn } from './useOwn';

export interface CallOut {
  to_number: string;
  queue_id?: string;
  abandoned_id?: string;
}

export function useCallOut() {
  const session = useSession();
  const { agent } = useOwn();
  const act = useDeskAction();
  const isFree = agent?.state === 'ready' || agent?.state === 'not_ready';
  return {
    /** Whether this person could ever call; `isFree`: also now. */
    isPossible: session.agent_id !== null && session.permissions.includes('desk.use'),
    isFree,
    call: (given: CallOut) => act('call_out', given),
  };
}
