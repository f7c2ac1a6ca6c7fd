// Lets in who is logged in, and holds what must outlive every page: live line, phone, shortcuts.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Flex } from 'antd';
import { useCallback } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { CaptureHost } from '@/features/capture/CaptureHost';
import { PhoneHost } from '@/features/phone/PhoneHost';
import { SupervisorPhone } from '@/features/phone/SupervisorPhone';
import { WrittenHost } from '@/features/written/WrittenHost';
import { LIVE_PERMISSIONS, mayAny, sessionQuery } from '@/frame/session';
import { LiveConnection } from '@/live/LiveConnection';
import { ConsoleActions } from './ConsoleActions';
import { DeskStateActions } from './DeskStateActions';
import styles from './Gate.module.css';
import { Loading } from './Loading';

export function Gate() {
  const session = useQuery(sessionQuery);
  const client = useQueryClient();
  const place = useLocation();
  const leave = useCallback(() => client.setQueryData(sessionQuery.queryKey, null), [client]);

  if (session.isPending) {
    return <Loading />;
  }
  if (session.error) {
    return (
      <Flex className={styles.waiting} align="center" justify="center">
        <ProblemAlert error={session.error} retry={session.refetch} />
      </Flex>
    );
  }
  if (!session.data) {
    const next =
      place.pathname === '/' ? '' : `?next=${encodeURIComponent(place.pathname + place.search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  const isAgent = session.data.agent_id !== null && session.data.permissions.includes('desk.use');
  const mayListen = mayAny(session.data, ['floor.listen']);
  return (
    <>
      {mayAny(session.data, LIVE_PERMISSIONS) ? <LiveConnection onLoggedOut={leave} /> : null}
      <ConsoleActions />
      {isAgent ? <DeskStateActions /> : null}
      {isAgent ? <PhoneHost /> : null}
      {isAgent ? <WrittenHost /> : null}
      {isAgent ? <CaptureHost /> : null}
      {!isAgent && mayListen ? <SupervisorPhone /> : null}
      <Outlet />
    </>
  );
}
