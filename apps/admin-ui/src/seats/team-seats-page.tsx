import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { Schemas } from '../api/schemas.js';
import { DataTable } from '../components/data-table.js';
import { EmptyState } from '../components/empty-state.js';
import { FailedState } from '../components/failed-state.js';
import { PageHead } from '../components/page-head.js';
import { useMe } from '../session/use-me.js';
import { PageFrame } from '../shell/page-frame.js';
import { totalText } from '../text/words.js';
import { AssignSeat } from './assign-seat.js';
import { seatColumns } from './seat-columns.js';
import classes from './seats.module.css';
import { UnassignDialog } from './unassign-dialog.js';
import { useTeamSeats } from './use-team-seats.js';

/** The account portal: who holds a seat of the team, assigning and un-assigning, and licences nobody uses (LIC-09). */
export function TeamSeatsPage() {
  const { team = '' } = useParams();
  const { data: me } = useMe();
  const [search, setSearch] = useSearchParams();
  const isUnused = search.get('show') === 'unused';
  const seats = useTeamSeats(team, { q: '', ...(isUnused && { used: false }) });
  const [leaving, setLeaving] = useState<Schemas['SeatDto']>();
  // Held with a disabled record is drift, not an unused licence (LIC-09).
  const rows = seats.data?.items.filter(({ unused }) => unused || !isUnused);
  const name = me?.teams.find(({ id }) => id === team)?.name ?? 'team';
  return (
    <PageFrame>
      <PageHead
        title={`Seats – ${name}`}
        aside={
          seats.data && (
            <span role="status">
              {isUnused ? `${rows?.length ?? 0} unused` : `${totalText(seats.data.total)} held`}
            </span>
          )
        }
      />
      <div className={classes.bar}>
        <AssignSeat team={team} />
        <SegmentedControl
          aria-label="Seats to show"
          value={isUnused ? 'unused' : 'all'}
          onChange={(show) => setSearch(show === 'unused' ? { show } : {})}
          data={[
            { value: 'all', label: 'All held seats' },
            { value: 'unused', label: 'Unused licences' },
          ]}
        />
      </div>
      {seats.error && !seats.data ? (
        <FailedState error={seats.error} onRetry={() => void seats.refetch()} />
      ) : rows?.length === 0 ? (
        <EmptyState title={isUnused ? 'Every seat is used' : 'No seat is held'} />
      ) : (
        <DataTable label="Seats" columns={seatColumns(setLeaving)} rows={rows} rowId={({ accountId }) => accountId} />
      )}
      <UnassignDialog team={team} seat={leaving} onClose={() => setLeaving(undefined)} />
    </PageFrame>
  );
}
