import type { LinkFacet } from '@rollcall/contracts';
import type { StreamReader } from '@rollcall/event-sourcing';
import { readFacet, readState } from '@rollcall/service-kit';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { linkStream } from './link.decisions.js';
import { linkFold } from './link.facet.js';

/** The links of an account as they stand now, on one site or on all. */
export async function linksOfAccount(
  store: StreamReader,
  accountId: string,
  siteId?: string,
): Promise<readonly LinkFacet[]> {
  const { state: account } = await readState(store, accountDecider, accountStream(accountId));
  const known = account.status === 'none' ? [] : account.people;
  const found = await Promise.all(
    known.map(({ personId }) => readFacet<LinkFacet>(store, linkFold, linkStream(personId))),
  );
  const links = found.flatMap((link) => link?.state ?? []);
  return links.filter((link) => link.accountId === accountId && (siteId ?? link.siteId) === link.siteId);
}
