import { Button } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../components/empty-state.js';
import { severalFilters, withFilters } from './people-filters.js';

/** Why the list is empty, and what to do about it. */
export function NobodyHere({ isNarrowed, inProject }: { isNarrowed: boolean; inProject: boolean }) {
  const [, setSearch] = useSearchParams();
  if (!isNarrowed)
    return (
      <EmptyState title={inProject ? 'Nobody is on this project yet' : 'There are no people yet'}>
        {inProject ? 'Link people to it on their own pages.' : 'Add one with + Person, or import a file.'}
      </EmptyState>
    );
  const nothing = Object.fromEntries(severalFilters.map((name) => [name, []]));
  return (
    <EmptyState title="Nobody matches">
      <Button size="xs" variant="default" onClick={() => setSearch((now) => withFilters(now, { q: '', ...nothing }))}>
        Clear filters
      </Button>
    </EmptyState>
  );
}
