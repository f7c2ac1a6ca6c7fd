// Sends each role to its own first page.
import { Navigate } from 'react-router';
import { mayAny, useSession } from '@/frame/session';
import { FEATURES } from './features';

export function HomeRedirect() {
  const session = useSession();
  const pages = FEATURES.flatMap((feature) => feature.menu)
    .filter((entry) => mayAny(session, entry.permissions))
    .sort((a, b) => a.order - b.order);
  const home = pages.find((entry) => entry.path === `/${session.home}`) ?? pages[0];
  return <Navigate to={home?.path ?? '/nothing-here'} replace />;
}
