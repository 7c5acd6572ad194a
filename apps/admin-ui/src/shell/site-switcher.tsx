import { Select } from '@mantine/core';
import { useContext } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../session/use-me.js';
import { SiteContext } from './site-context.js';

/** The site one works on, and the way to one's others. */
export function SiteSwitcher() {
  const { data: me } = useMe();
  const site = useContext(SiteContext);
  const navigate = useNavigate();
  const sites = me?.sites.filter(({ status }) => status === 'active') ?? [];
  if (!site || sites.length < 2) return site ? <strong>{site.name}</strong> : null;
  return (
    <Select
      aria-label="Site"
      w={160}
      size="xs"
      data={sites.map(({ slug, siteName }) => ({ value: slug, label: siteName }))}
      value={site.slug}
      onChange={(slug) => slug && void navigate(`/sites/${slug}`)}
    />
  );
}
