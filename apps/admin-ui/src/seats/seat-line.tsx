import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, read } from '../api/client.js';
import { useSite } from '../shell/site-context.js';
import classes from './seat-line.module.css';

/** Seats used, available and in all, of the whole team, and the way to the diagnostics (LIC-05, DGN-01). */
export function SeatLine() {
  const { siteId, slug } = useSite();
  const { data } = useQuery({
    queryKey: ['seats', siteId],
    queryFn: () => read(api.GET('/api/v1/sites/{site}/seats', { params: { path: { site: siteId } } })),
  });
  if (!data) return null;
  return (
    <p className={classes.line} aria-label="Seats">
      <span role="status">
        {data.used.toLocaleString()} of {data.total.toLocaleString()} seats used · {data.available.toLocaleString()}{' '}
        available
      </span>{' '}
      · <Link to={`/sites/${slug}/diagnostics`}>Check for un-synced users</Link>
    </p>
  );
}
