import { Navigate } from 'react-router';
import { useSite } from './site-context.js';

/** The first page of a site: People for those who may see them, otherwise one's projects. */
export function SiteHomePage() {
  const { may, slug } = useSite();
  return <Navigate to={`/sites/${slug}/${may.seePeople ? 'people' : 'projects'}`} replace />;
}
