import { Button } from '@mantine/core';
import type { Schemas } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { StatusMark } from '../components/status-mark.js';
import { Time } from '../components/time.js';
import { counted } from '../text/words.js';

type Seat = Schemas['SeatDto'];

/** The columns of a team's seats. */
export function seatColumns(onUnassign: (seat: Seat) => void): readonly Column<Seat>[] {
  return [
    { id: 'name', header: 'Name', width: 'minmax(10rem, 1fr)', cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: 'email',
      header: 'Email',
      width: 'minmax(14rem, 1.5fr)',
      cell: ({ email }) => <span title={email}>{email}</span>,
    },
    {
      id: 'use',
      header: 'Used on',
      width: 'minmax(11rem, 1fr)',
      cell: ({ uses, unused }) =>
        unused ? <StatusMark tone="warn">unused licence</StatusMark> : counted(uses.length, 'site', 'sites'),
    },
    {
      id: 'how',
      header: 'How',
      width: 'minmax(10rem, 1fr)',
      cell: ({ direct }) => (direct ? 'assigned here' : 'by activation on a site'),
    },
    { id: 'since', header: 'Since', width: '9rem', cell: ({ heldSince }) => heldSince && <Time at={heldSince} /> },
    {
      id: 'unassign',
      header: 'Action',
      width: '8rem',
      cell: (seat) => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Un-assign ${seat.email ?? seat.accountId}`}
          onClick={() => onUnassign(seat)}
        >
          Un-assign
        </Button>
      ),
    },
  ];
}
