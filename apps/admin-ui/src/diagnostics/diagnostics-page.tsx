import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api, once, read } from '../api/client.js';
import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { PageHead } from '../components/page-head.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { Time } from '../components/time.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { useSite } from '../shell/site-context.js';
import classes from './diagnostics.module.css';
import { runStateText } from './run-words.js';

/** Where a check for un-synced users begins, and the earlier ones (DGN-01). */
export function DiagnosticsPage() {
  const { siteId, slug, name, may } = useSite();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['runs', siteId],
    queryFn: () =>
      read(
        api.GET('/api/v1/sites/{site}/diagnostic-runs', { params: { path: { site: siteId }, query: { limit: 20 } } }),
      ),
    enabled: may.accessAdmin === true,
  });
  const start = useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/sites/{site}/diagnostic-runs', { params: { path: { site: siteId }, header: once() } })),
    onSuccess: ({ id }) => void navigate(`/sites/${slug}/diagnostics/${id}`),
  });
  if (!may.accessAdmin) return <NotFoundPage />;
  return (
    <>
      <PageHead title={`User Status Diagnostics – ${name}`} />
      <div className={classes.stack}>
        <Section title="Check for un-synced users">
          <p>
            Compares account, seat and status of everybody on this site. It takes up to a couple of minutes and changes
            nothing by itself.
          </p>
          <div>
            <Button loading={start.isPending} onClick={() => start.mutate()}>
              Check for un-synced users
            </Button>
          </div>
          <ProblemNote error={start.error} />
        </Section>
        {data && data.items.length > 0 && (
          <Section title="Earlier checks">
            <DataTable label="Checks" columns={columnsFor(slug)} rows={data.items} rowId={({ id }) => id} />
          </Section>
        )}
      </div>
    </>
  );
}

function columnsFor(slug: string): readonly Column<Schemas['DiagnosticRunDto']>[] {
  return [
    {
      id: 'startedAt',
      header: 'Started',
      width: 'minmax(10rem, 1fr)',
      cell: ({ id, startedAt }) => (
        <Link to={`/sites/${slug}/diagnostics/${id}`}>
          <Time at={startedAt} />
        </Link>
      ),
    },
    { id: 'state', header: 'State', width: 'minmax(10rem, 1fr)', cell: ({ state }) => runStateText(state) },
    { id: 'found', header: 'Un-synced', width: '8rem', cell: ({ found }) => found.toLocaleString() },
    { id: 'resolved', header: 'Resolved', width: '8rem', cell: ({ resolved }) => resolved.toLocaleString() },
  ];
}
