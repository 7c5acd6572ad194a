import { Progress, Skeleton } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { FailedState } from '../components/failed-state.js';
import { Note } from '../components/note.js';
import { PageHead } from '../components/page-head.js';
import { useSite } from '../shell/site-context.js';
import { counted } from '../text/words.js';
import { FindingsTable } from './findings-table.js';
import { flatFindings } from './flat-findings.js';
import { checkText, importProgress, importStateText } from './import-words.js';
import classes from './imports.module.css';
import { RowsTable } from './rows-table.js';
import { StartImport } from './start-import.js';
import { useImport, useImportRows } from './use-import.js';

/** One import: what the check found, the choice to go on, its progress and its result. */
export function ImportPage() {
  const { import: id = '' } = useParams();
  const { slug } = useSite();
  const found = useImport(id);
  const rows = useImportRows(id, found.data?.state);
  if (found.error && !found.data) return <FailedState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton height={240} />;
  const { state, counts } = found.data;
  const findings = flatFindings(found.data.findings ?? [], rows.data?.items ?? []);
  return (
    <>
      <PageHead title="Import" aside={<span>{importStateText(state)}</span>}>
        <Link to={`/sites/${slug}/imports`}>Check another file</Link>
      </PageHead>
      <div className={classes.stack}>
        {state === 'checked' && (
          <>
            {rows.data && <Note tone={counts.bad > 0 ? 'warn' : 'good'}>{checkText(counts, findings.length)}</Note>}
            <StartImport id={id} counts={counts} />
          </>
        )}
        {state === 'running' && (
          <Progress.Root size="lg">
            <Progress.Section value={importProgress(counts)} aria-label="Rows imported" />
          </Progress.Root>
        )}
        {state === 'finished' && (
          <Note tone={counts.refused > 0 ? 'warn' : 'good'}>
            {counted(counts.applied, 'person was', 'people were')} imported, {counted(counts.refused, 'row', 'rows')}{' '}
            refused. <Link to={`/sites/${slug}/people`}>See the people</Link>
          </Note>
        )}
        {findings.length > 0 && <FindingsTable findings={findings} />}
        {state !== 'checked' && <RowsTable rows={rows.data?.items} />}
      </div>
    </>
  );
}
