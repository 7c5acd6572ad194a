import { Select } from '@mantine/core';
import type { Schemas } from '../api/schemas.js';
import classes from './diagnostics.module.css';
import { useChooseStatus } from './use-run.js';

/** The status somebody is to get: the suggestion, or another, which a blue dot marks (DGN-07, DGN-08). */
export function StatusChoice({ run, finding }: { run: string; finding: Schemas['FindingDto'] }) {
  const choose = useChooseStatus(run);
  const { personId, chosenStatus, suggestion, login } = finding;
  const chosen = choose.isPending ? choose.variables.chosenStatus : chosenStatus;
  const isOverridden = chosen !== suggestion;
  return (
    <span className={classes.choice}>
      <Select
        size="xs"
        w={110}
        aria-label={`Status of ${login ?? personId}`}
        data={['active', 'inactive']}
        value={chosen}
        onChange={(value) => {
          if (value === 'active' || value === 'inactive') choose.mutate({ person: personId, chosenStatus: value });
        }}
      />
      {isOverridden ? (
        <span className={classes.override} role="img" aria-label="overridden" title={`Suggested: ${suggestion}`} />
      ) : (
        <span className={classes.nothing} />
      )}
    </span>
  );
}
