import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { api, read } from '../api/client.js';
import { FailedState } from '../components/failed-state.js';
import { useMe } from '../session/use-me.js';
import { FrameSkeleton } from './frame-skeleton.js';
import { NotFoundPage } from './not-found-page.js';
import { PageFrame } from './page-frame.js';
import { SiteContext } from './site-context.js';

/** Pages of one site: reads what the caller may do there, so that pages show only what works. */
export function SiteFrame() {
  const { site: slug } = useParams();
  const { data: me } = useMe();
  const membership = me?.sites.find((site) => site.slug === slug && site.status === 'active');
  const siteId = membership?.siteId ?? '';
  const access = useQuery({
    queryKey: ['access', siteId],
    queryFn: () => read(api.GET('/api/v1/me/access', { params: { query: { site: siteId } } })),
    enabled: membership !== undefined,
  });
  if (!membership)
    return (
      <PageFrame>
        <NotFoundPage />
      </PageFrame>
    );
  if (access.error) return <FailedState error={access.error} onRetry={() => void access.refetch()} />;
  if (!access.data) return <FrameSkeleton />;
  const { teamId, siteName: name } = membership;
  const { may, roles, personId } = access.data;
  return (
    <SiteContext value={{ siteId, slug: membership.slug, name, teamId, personId, may, roles }}>
      <PageFrame>
        <Outlet />
      </PageFrame>
    </SiteContext>
  );
}
