import {
  type AssignmentsFacet,
  assignmentsFacet,
  type LinkFacet,
  linkFacet,
  type NoticesFacet,
  noticesFacet,
  type RoleFacet,
  roleFacet,
} from '@rollcall/contracts';
import type { Composition, FacetsByKind, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';

/** Somebody who gets the security emails of their site. */
export type SecurityReader = Readonly<{ siteId: string; personId: string; accountId: string }>;

/** The templates of the roles that run a site, whatever they are called there. */
const adminTemplates: ReadonlySet<string> = new Set(['admin', 'administrator']);

const one = <State>(found: FacetsByKind, kind: string): State | undefined =>
  found.get(kind)?.[0]?.state as State | undefined;

/** Who gets security emails: whoever was subscribed, and the Admins of a site that nobody has unsubscribed (IDN-31). */
export const securityReaders: Composition<SecurityReader> = {
  name: 'identity-security-readers',
  version: 1,
  rowOf: linkFacet.kind,
  joins: {
    [noticesFacet.kind]: (_, id) => [id],
    [assignmentsFacet.kind]: (_, id) => [id],
    [roleFacet.kind]: (found) =>
      one<AssignmentsFacet>(found, assignmentsFacet.kind)?.assignments.map(({ roleId }) => roleId) ?? [],
  },
  compose: (found, personId) => {
    const link = one<LinkFacet>(found, linkFacet.kind);
    const chosen = one<NoticesFacet>(found, noticesFacet.kind)?.securityEmails;
    if (link?.accountId === undefined || !(chosen ?? isAdmin(found))) return undefined;
    return { siteId: link.siteId, personId, accountId: link.accountId };
  },
};

const isAdmin = (found: FacetsByKind): boolean =>
  (found.get(roleFacet.kind) ?? []).some(({ state }) => {
    const role = state as RoleFacet | undefined;
    return role?.enabled && adminTemplates.has(role.template);
  });

/** What may be asked of {@link securityReaders}. */
export const securityReadersDeclaration: ReadModelDeclaration<SecurityReader> = {
  name: securityReaders.name,
  version: securityReaders.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: {},
};
