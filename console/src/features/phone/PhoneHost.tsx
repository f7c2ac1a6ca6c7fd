// Holds the phone above every page: starts it, rings, and offers its actions.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneCredentials } from '@/api/desk';
import type { PhoneKind } from '@/api/types';
import { showNotice } from '@/frame/notices';
import { useSession } from '@/frame/session';
import { useOwn } from '@/live/useOwn';
import { CallOutAction } from './CallOutAction';
import { EchoTestActions } from './EchoTestActions';
import { NoticeActions } from './Notices';
import { PartyActions } from './PartyActions';
import { PhoneActions } from './PhoneActions';
import { renewPhone, startPhone } from './phoneControl';
import { usePhone } from './phoneStore';
import { RingCard } from './RingCard';
import { ringTone } from './ring';
import { useQuality } from './useQuality';
import { useRing } from './useRing';

const UNSEEN_LIMIT_MS = 5_000;

export function PhoneHost() {
  const session = useSession();
  const { agent } = useOwn();
  const isBrowser = useLastKnown(agent?.phone) === 'browser';
  const name = `callfloor-phone.${session.tenant.id}.${session.agent_id ?? ''}`;
  useEffect(() => (isBrowser ? startPhone(name, phoneCredentials) : undefined), [isBrowser, name]);
  useSeen(isBrowser && agent?.reachable === false);
  useRinging();
  useQuality();
  return (
    <>
      <PartyActions />
      <PhoneActions />
      <CallOutAction />
      <EchoTestActions />
      <NoticeActions />
      <RingCard />
    </>
  );
}

/** While the live line is lost the agent is not known: the phone must go on as it is. */
function useLastKnown(kind: PhoneKind | undefined): PhoneKind | undefined {
  const [last, setLast] = useState(kind);
  useEffect(() => {
    if (kind) setLast(kind);
  }, [kind]);
  return kind ?? last;
}

/** The phone of this tab that the server does not see connects anew until it is seen. */
function useSeen(isUnseen: boolean): void {
  const { holder } = usePhone();
  const isDoubtful = isUnseen && holder === 'this';
  useEffect(() => {
    if (!isDoubtful) return undefined;
    const again = setInterval(renewPhone, UNSEEN_LIMIT_MS);
    return () => clearInterval(again);
  }, [isDoubtful]);
}

/** Sound and notice, for as long as it rings. Only the tab with the phone makes a sound. */
function useRinging(): void {
  const { t } = useTranslation('phone');
  const ring = useRing();
  const sounds = ring?.canAnswer ?? false;
  useEffect(() => (sounds ? ringTone() : undefined), [sounds]);

  const title = ring ? t('ring.notice', { caller: ring.caller || t('common:withheld') }) : '';
  const body = ring?.queue ?? '';
  const notices = ring !== null && (ring.canAnswer || ring.phone !== 'browser');
  useEffect(
    () => (notices ? showNotice(title, body, 'callfloor-ring', true) : undefined),
    [notices, title, body],
  );

  useEffect(() => {
    if (!title) return undefined;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
