// Errors that the router catches (a page that could not be fetched) look like any other.
import { useRouteError } from 'react-router';
import { CrashPage } from './CrashPage';

export function RouteError() {
  return <CrashPage error={useRouteError()} />;
}
