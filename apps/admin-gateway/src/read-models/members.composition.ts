import {
  assignmentsFacet,
  type LinkFacet,
  linkFacet,
  type PersonFacet,
  personFacet,
  type SiteFacet,
  siteFacet,
} from '@rollcall/contracts';
import type { AccountId, Composition, ReadModelDeclaration } from '@rollcall/event-sourcing';
import { foundOne } from './facets-found.js';

/** An account as a person of one site. */
export type MemberRow = Readonly<{
  id: string;
  accountId: string;
  personId: string;
  siteId: string;
  teamId: string;
  slug: string;
  siteName: string;
  accountStatus: 'Created' | 'Pending';
  status: 'active' | 'disabled';
  /** When a person who was active once was disabled: sessions from before have lost this site. */
  disabledAt?: string;
}>;

/** Whose people an account is linked to, across sites. */
export const members: Composition<MemberRow> = {
  name: 'admin-gateway-members',
  version: 1,
  rowOf: linkFacet.kind,
  joins: {
    [personFacet.kind]: (_, id) => [id],
    // Kept for decisions: this small model is sooner up to date than the rows people look at.
    [assignmentsFacet.kind]: (_, id) => [id],
    [siteFacet.kind]: (found) => [foundOne(found, linkFacet)?.siteId ?? ''],
  },
  compose: (found, id) =>
    memberRow(id, foundOne(found, linkFacet), foundOne(found, personFacet), foundOne(found, siteFacet)),
};

/** The row that these make; there is none of a person without account, nor before all three are known. */
export function memberRow(id: string, link?: LinkFacet, person?: PersonFacet, site?: SiteFacet): MemberRow | undefined {
  if (!link?.accountId || !person || !site) return undefined;
  const { status, everActive, statusMark } = person;
  return {
    id,
    ...{ accountId: link.accountId, personId: id, siteId: site.siteId, teamId: site.teamId },
    ...{ slug: site.slug, siteName: site.name, status },
    accountStatus: link.status ?? 'Pending',
    ...(status === 'disabled' && everActive && { disabledAt: statusMark.at }),
  };
}

/** What memberships can be asked. */
export const membersDeclaration: ReadModelDeclaration<MemberRow> = {
  name: members.name,
  version: members.version,
  urgent: true,
  scope: ({ accountId }) => ({ account: accountId as AccountId }),
  filters: { siteId: ({ siteId }) => siteId },
  sorts: { siteName: ({ siteName }) => siteName },
};
