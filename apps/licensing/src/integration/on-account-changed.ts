import { accountClosed, accountFacet, type AccountFacet, contracts, type DataOf } from '@rollcall/contracts';
import type { Envelope, Listener } from '@rollcall/event-sourcing';
import { noteAccount } from '../account/account.decisions.js';

/**
 * Every message about an account carries its facet whole: its address, and whether it was closed, which frees its seats.
 * One listener per contract event that carries the account's facet.
 */
export const onAccountChanged: readonly Listener<Envelope<unknown, AccountFacet>>[] = [...contracts.values()]
  .filter(({ facet }) => facet === accountFacet)
  .map(({ type }) => ({
    name: 'licensing.note-account',
    on: type,
    react: ({ data, facet }) => {
      if (!facet?.state) return undefined;
      const { accountId, emailIndex, status } = facet.state;
      const people = type === accountClosed.type ? (data as DataOf<typeof accountClosed>).people : [];
      const personIds = people.map(({ personId }) => personId);
      return noteAccount({ accountId, emailIndex, closed: status === 'closed', version: facet.version, personIds });
    },
  }));
