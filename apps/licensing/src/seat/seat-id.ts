import type { Cryptography } from '@rollcall/event-sourcing';

/** The id of an account's place in a team: derived, so that whoever names the two names the same seat. */
export const seatIdOf = (cryptography: Pick<Cryptography, 'uuid5'>, teamId: string, accountId: string): string =>
  cryptography.uuid5('seat', `${teamId}/${accountId}`);
