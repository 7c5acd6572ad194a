import type { LinkFacet } from '@rollcall/contracts';
import type { StreamReader } from '@rollcall/event-sourcing';
import { readFacet, readState } from '@rollcall/service-kit';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { siteSlotDecider } from '../site-slot/site-slot.decider.js';
import { siteSlotStream } from '../site-slot/site-slot.events.js';
import { linkStream } from './link.decisions.js';
import { linkFold } from './link.facet.js';

/**
 * The links of an account as they stand now: of the people known to have been active, and on a named site also of the one
 * it stands for there since a moment ago.
 */
export async function linksOfAccount(
  store: StreamReader,
  accountId: string,
  siteId?: string,
): Promise<readonly LinkFacet[]> {
  const { state: account } = await readState(store, accountDecider, accountStream(accountId));
  const known = account.status === 'none' ? [] : account.people;
  const people = new Set(known.map(({ personId }) => personId));
  if (siteId !== undefined) {
    const { state } = await readState(store, siteSlotDecider, siteSlotStream(siteId, accountId));
    if (state.status === 'given') people.add(state.personId);
  }
  const found = await Promise.all([...people].map((id) => readFacet<LinkFacet>(store, linkFold, linkStream(id))));
  const links = found.flatMap((link) => link?.state ?? []);
  return links.filter((link) => link.accountId === accountId && (siteId ?? link.siteId) === link.siteId);
}
