import { Title } from '@mantine/core';
import { Navigate } from 'react-router';
import { useMe } from '../session/use-me.js';
import { PageFrame } from './page-frame.js';

/** Leads to one's first site; who is on none is told so. */
export function HomePage() {
  const { data: me } = useMe();
  const site = me?.sites.find(({ status }) => status === 'active');
  if (site) return <Navigate to={`/sites/${site.slug}`} replace />;
  return (
    <PageFrame>
      <Title order={1}>You are on no site yet</Title>
      <p>An Admin of a site gives access to it. Your account itself is fine: see Account Settings in the menu.</p>
    </PageFrame>
  );
}
