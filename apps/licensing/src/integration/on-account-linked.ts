import { accountLinked, type EnvelopeOf } from '@rollcall/contracts';
import type { Cryptography, Listener } from '@rollcall/event-sourcing';
import { seatIdOf } from '../seat/seat-id.js';
import { claimSeat } from '../use/use.decisions.js';

/** A linked person claims the account's seat for the attempt (STO-3); a refusal is an event of the use, never a rejection. */
export const onAccountLinked = (
  cryptography: Pick<Cryptography, 'uuid5'>,
): Listener<EnvelopeOf<typeof accountLinked>> => ({
  name: 'licensing.claim-seat',
  on: accountLinked.type,
  react: ({ data, metadata }) => {
    const { personId, siteId, teamId, accountId, attempt, byHand } = data;
    const seatId = seatIdOf(cryptography, teamId, accountId);
    return claimSeat({ personId, siteId, accountId, seatId, attempt, byHand, at: metadata.occurredAt });
  },
});
