import { accountFacet, type SeatFacet, seatFacet } from '@rollcall/contracts';
import { type Composition, type ReadModelDeclaration, searchTokens, type TeamId } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';
import { fullName } from './person-row.js';

/** One account's place in a team's subscription, with the account's name and email. */
export type SeatRow = Pick<SeatFacet, 'seatId' | 'teamId' | 'accountId' | 'held' | 'direct' | 'uses'> &
  Readonly<{ id: string; email: string; emailIndex: string; name: string; heldSince?: string }>;

/** The seats of each team. */
export const seats: Composition<SeatRow> = {
  name: 'admin-gateway-seats',
  version: 1,
  rowOf: seatFacet.kind,
  joins: { [accountFacet.kind]: (found) => [foundOne(found, seatFacet)?.accountId ?? ''] },
  compose: (found, id) => {
    const seat = foundOne(found, seatFacet);
    if (!seat) return undefined;
    const account = foundOne(found, accountFacet);
    const { seatId, teamId, accountId, held, direct, uses, heldMark } = seat;
    return {
      ...{ id, seatId, teamId, accountId, held, direct, uses },
      email: account?.personal.email ?? '',
      emailIndex: account?.emailIndex ?? '',
      name: account ? fullName(account.personal) : '',
      ...(held && heldMark && { heldSince: heldMark.at }),
    };
  },
};

/** What seat lists can be asked. */
export const seatsDeclaration: ReadModelDeclaration<SeatRow> = {
  name: seats.name,
  version: seats.version,
  scope: ({ teamId }) => ({ team: teamId as TeamId }),
  filters: { held: ({ held }) => held, used: ({ uses }) => uses.length > 0, accountId: ({ accountId }) => accountId },
  sorts: { email: ({ email }) => email, name: ({ name }) => name },
  search: ({ email, name }) => searchTokens(email, name),
};
