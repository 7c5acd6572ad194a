import {
  type AssignmentsFacet,
  assignmentsFacet,
  type LinkFacet,
  linkFacet,
  type RoleFacet,
  roleFacet,
} from '@rollcall/contracts';
import type { Composition, FacetsByKind, ReadModelDeclaration, SiteId } from '@rollcall/event-sourcing';

/** Somebody who gets the security mails of their site. */
export type SecurityReader = Readonly<{ siteId: string; personId: string; accountId: string }>;

/** The templates of the roles that run a site, whatever they are called there. */
const adminTemplates: ReadonlySet<string> = new Set(['admin', 'administrator']);

const assignmentsIn = (found: FacetsByKind): AssignmentsFacet['assignments'] =>
  (found.get(assignmentsFacet.kind)?.[0]?.state as AssignmentsFacet | undefined)?.assignments ?? [];

/** Who gets security mails: the Admins of a site (IDN-31). */
export const securityReaders: Composition<SecurityReader> = {
  name: 'identity-security-readers',
  version: 1,
  rowOf: linkFacet.kind,
  joins: {
    [assignmentsFacet.kind]: (_, id) => [id],
    [roleFacet.kind]: (found) => assignmentsIn(found).map(({ roleId }) => roleId),
  },
  compose: (found, personId) => {
    const link = found.get(linkFacet.kind)?.[0]?.state as LinkFacet | undefined;
    const roles = (found.get(roleFacet.kind) ?? []).map(({ state }) => state as RoleFacet | undefined);
    const isAdmin = roles.some((role) => role?.enabled && adminTemplates.has(role.template));
    if (!isAdmin || link?.accountId === undefined) return undefined;
    return { siteId: link.siteId, personId, accountId: link.accountId };
  },
};

/** What may be asked of {@link securityReaders}. */
export const securityReadersDeclaration: ReadModelDeclaration<SecurityReader> = {
  name: securityReaders.name,
  version: securityReaders.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: {},
};
