import { Navigate, Outlet, useLocation } from 'react-router';
import { FailedState } from '../components/failed-state.js';
import { useLiveChanges } from '../live/use-live-changes.js';
import { useMe } from '../session/use-me.js';
import { FrameSkeleton } from './frame-skeleton.js';

/** Pages that need a session: everybody else goes to the sign-in page and comes back afterwards. */
export function SignedInFrame() {
  const { data: me, error, refetch } = useMe();
  const { pathname, search } = useLocation();
  if (me === undefined) return error ? <FailedState error={error} onRetry={() => void refetch()} /> : <FrameSkeleton />;
  if (me === null) {
    const next = new URLSearchParams({ next: pathname + search });
    return <Navigate to={pathname === '/' ? '/sign-in' : `/sign-in?${next.toString()}`} replace />;
  }
  if (me.mustChangePassword) return <Navigate to="/choose-password" replace />;
  return <LivePages />;
}

function LivePages() {
  useLiveChanges();
  return <Outlet />;
}
