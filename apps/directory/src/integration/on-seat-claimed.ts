import { type EnvelopeOf, seatClaimed } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { confirmSeat } from '../person/person.decisions.js';

/** With account and seat the person is active (STO-4). */
export const onSeatClaimed: Listener<EnvelopeOf<typeof seatClaimed>> = {
  name: 'directory.confirm-seat',
  on: seatClaimed.type,
  react: ({ data: { personId, attempt, accountId, seatId } }) =>
    confirmSeat(personId, { attempt, accountId, ...(seatId ? { seatId } : {}) }),
};
