import { Button, Progress, Skeleton } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { FailedState } from '../components/failed-state.js';
import { Note } from '../components/note.js';
import { PageHead } from '../components/page-head.js';
import { ProblemNote } from '../components/problem-note.js';
import { useSite } from '../shell/site-context.js';
import classes from './diagnostics.module.css';
import { overridesText } from './finding-words.js';
import { UnsyncedTable } from './unsynced-table.js';
import { runMessage, runProgress } from './run-words.js';
import { useFindings, useResolve, useRun } from './use-run.js';

/** One check: its progress, who is un-synced, and resolving them (DGN-03 … DGN-11). */
export function DiagnosticRunPage() {
  const { run: id = '' } = useParams();
  const { slug } = useSite();
  const run = useRun(id);
  const findings = useFindings(id, run.data?.state);
  const resolve = useResolve(id);
  if (run.error && !run.data) return <FailedState error={run.error} onRetry={() => void run.refetch()} />;
  if (!run.data) return <Skeleton height={240} />;
  const { state, found } = run.data;
  const message = runMessage(run.data);
  const overrides = findings.data?.items.filter(({ overridden }) => overridden).length ?? 0;
  const isWorking = state === 'analysing' || state === 'resolving';
  return (
    <>
      <PageHead title="User Status Diagnostics">
        <Link to={`/sites/${slug}/people`}>Back to People</Link>
      </PageHead>
      <div className={classes.stack}>
        <Note tone={message.tone} title={message.title}>
          {message.text} {message.again && <Link to={`/sites/${slug}/diagnostics`}>Run the check again</Link>}
        </Note>
        {isWorking && (
          <Progress.Root size="lg">
            <Progress.Section value={runProgress(run.data)} aria-label={message.title} />
          </Progress.Root>
        )}
        {found > 0 && state !== 'analysing' && (
          <>
            <UnsyncedTable run={id} findings={findings.data?.items} isOpen={state === 'analysed'} />
            <div className={classes.foot}>
              <span role="status" className={overrides > 0 ? classes.overrides : undefined}>
                {overridesText(overrides)}
              </span>
              {state === 'analysed' && (
                <Button loading={resolve.isPending} onClick={() => resolve.mutate()}>
                  Resolve errors ({found})
                </Button>
              )}
            </div>
          </>
        )}
        <ProblemNote error={resolve.error} />
      </div>
    </>
  );
}
