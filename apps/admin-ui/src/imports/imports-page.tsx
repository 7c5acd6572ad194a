import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, read } from '../api/client.js';
import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { DataTable } from '../components/data-table.js';
import { PageHead } from '../components/page-head.js';
import { Section } from '../components/section.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { useSite } from '../shell/site-context.js';
import { importStateText } from './import-words.js';
import classes from './imports.module.css';
import { UploadForm } from './upload-form.js';

/** People from a file: checked first, imported when one says so (DIR-10). */
export function ImportsPage() {
  const { siteId, slug, name, may } = useSite();
  const { data } = useQuery({
    queryKey: ['imports', siteId],
    queryFn: () =>
      read(api.GET('/api/v1/sites/{site}/imports', { params: { path: { site: siteId }, query: { limit: 50 } } })),
    enabled: may.createPerson === true,
  });
  if (!may.createPerson) return <NotFoundPage />;
  return (
    <>
      <PageHead title={`Import people – ${name}`} />
      <div className={classes.stack}>
        <UploadForm />
        {data && data.items.length > 0 && (
          <Section title="Earlier imports">
            <DataTable label="Imports" columns={columnsFor(slug)} rows={data.items} rowId={({ id }) => id} />
          </Section>
        )}
      </div>
    </>
  );
}

function columnsFor(slug: string): readonly Column<Schemas['ImportDto']>[] {
  return [
    {
      id: 'state',
      header: 'State',
      width: 'minmax(10rem, 1fr)',
      cell: ({ id, state }) => <Link to={`/sites/${slug}/imports/${id}`}>{importStateText(state)}</Link>,
    },
    { id: 'rows', header: 'Rows', width: '7rem', cell: ({ counts }) => counts.rows.toLocaleString() },
    { id: 'bad', header: 'With errors', width: '7rem', cell: ({ counts }) => counts.bad.toLocaleString() },
    { id: 'applied', header: 'Imported', width: '7rem', cell: ({ counts }) => counts.applied.toLocaleString() },
    { id: 'refused', header: 'Refused', width: '7rem', cell: ({ counts }) => counts.refused.toLocaleString() },
  ];
}
