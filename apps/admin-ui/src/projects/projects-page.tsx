import { Link } from 'react-router';
import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { EmptyState } from '../components/empty-state.js';
import { FailedState } from '../components/failed-state.js';
import { PageHead } from '../components/page-head.js';
import { StatusMark } from '../components/status-mark.js';
import { Time } from '../components/time.js';
import { useSite, type SiteOfPage } from '../shell/site-context.js';
import { useProjects } from './use-projects.js';

/** The projects the caller may see; for an Artist, those they are linked to (AUT-06). */
export function ProjectsPage() {
  const site = useSite();
  const { data, error, refetch } = useProjects(site.siteId);
  if (error && !data) return <FailedState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHead title={`Projects – ${site.name}`} />
      {data?.items.length === 0 ? (
        <EmptyState title="You are on no project yet">
          Somebody who manages projects here can link you to one.
        </EmptyState>
      ) : (
        <DataTable label="Projects" columns={columnsFor(site)} rows={data?.items} rowId={({ id }) => id} />
      )}
    </>
  );
}

function columnsFor({ slug, may }: SiteOfPage): readonly Column<Schemas['ProjectDto']>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(14rem, 2fr)',
      cell: ({ id, name }) =>
        may.seePeople ? (
          <Link to={`/sites/${slug}/projects/${id}/people`}>
            <bdi>{name}</bdi>
          </Link>
        ) : (
          <bdi>{name}</bdi>
        ),
    },
    {
      id: 'access',
      header: 'Access',
      width: '9rem',
      cell: (project) => (
        <StatusMark tone={project.private ? 'warn' : 'good'}>{project.private ? 'private' : 'open'}</StatusMark>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: '12rem',
      cell: ({ archived, template }) => (archived ? 'archived' : template ? 'Template Project' : ''),
    },
    {
      id: 'createdAt',
      header: 'Created',
      width: 'minmax(9rem, 1fr)',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ];
}
