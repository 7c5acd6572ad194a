import { useParams } from 'react-router';
import { PageHead } from '../components/page-head.js';
import { PeopleList } from '../people/people-list.js';
import { SeatLine } from '../seats/seat-line.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { useSite } from '../shell/site-context.js';
import { useProjectNames } from './use-projects.js';

/** A project's own People page: the same columns, filtered to those who are on it (DIR-06). */
export function ProjectPeoplePage() {
  const { project = '' } = useParams();
  const { siteId, may } = useSite();
  const name = useProjectNames(siteId).get(project);
  if (!may.seePeople) return <NotFoundPage />;
  return (
    <>
      <PageHead title={`People – ${name ?? 'project'}`} aside={may.accessAdmin && <SeatLine />} />
      <PeopleList projectId={project} />
    </>
  );
}
