import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, once, read } from '../api/client.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { useSite } from '../shell/site-context.js';
import { startText } from './import-words.js';
import classes from './imports.module.css';

/** Starts a checked import: all of it or nothing, or the good rows. */
export function StartImport({ id, counts }: { id: string; counts: Schemas['ImportCountsDto'] }) {
  const { siteId } = useSite();
  const client = useQueryClient();
  const [rows, setRows] = useState(counts.bad === 0 ? 'good' : 'all-or-nothing');
  const start = useMutation({
    mutationFn: () => {
      const params = { path: { site: siteId, import: id }, header: once() };
      return read(api.POST('/api/v1/sites/{site}/imports/{import}/start', { params }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['import', id] }),
  });
  const words = startText(counts);
  if (words === undefined) return null;
  const isBlocked = rows === 'all-or-nothing' && counts.bad > 0;
  return (
    <>
      <div className={classes.form}>
        {counts.bad > 0 && (
          <SegmentedControl
            aria-label="Rows"
            value={rows}
            onChange={setRows}
            data={[
              { value: 'all-or-nothing', label: 'All or nothing' },
              { value: 'good', label: 'Good rows only' },
            ]}
          />
        )}
        <Button disabled={isBlocked} loading={start.isPending} onClick={() => start.mutate()}>
          {isBlocked ? 'Import' : words}
        </Button>
        {isBlocked && <p>Correct the file and check it again, or import what is good.</p>}
      </div>
      <ProblemNote error={start.error} />
    </>
  );
}
