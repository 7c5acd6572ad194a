import {
  assignmentsFacet,
  driftFacet,
  invitationFacet,
  linkFacet,
  lockFacet,
  noticesFacet,
  type PersonFacet,
  personFacet,
  roleFacet,
  seatFacet,
  useFacet,
} from '@rollcall/contracts';
import {
  type Composition,
  type FacetsByKind,
  type ReadModelDeclaration,
  searchTokens,
  type SiteId,
} from '@rollcall/event-sourcing';
import { activationOf } from './activation-story.js';
import { foundAll, foundOne, versionOf } from './facets-found.js';
import { fullName, type PersonRow } from './person-row.js';

/** Everything about the people of a site, one row each (STO-7). */
export const people: Composition<PersonRow> = {
  name: 'admin-gateway-people',
  version: 3,
  rowOf: personFacet.kind,
  joins: {
    [linkFacet.kind]: (_, id) => [id],
    [invitationFacet.kind]: (_, id) => [id],
    [noticesFacet.kind]: (_, id) => [id],
    [useFacet.kind]: (_, id) => [id],
    [driftFacet.kind]: (_, id) => [id],
    [assignmentsFacet.kind]: (_, id) => [id],
    [lockFacet.kind]: (found) => present(foundOne(found, linkFacet)?.accountId),
    [seatFacet.kind]: (found) => present(foundOne(found, useFacet)?.seatId),
    [roleFacet.kind]: (found) => foundOne(found, assignmentsFacet)?.assignments.map(({ roleId }) => roleId) ?? [],
  },
  compose: (found, id) => {
    const person = foundOne(found, personFacet);
    return person && rowOf(person, id, found);
  },
};

const present = (key: string | undefined): readonly string[] => (key === undefined ? [] : [key]);

function rowOf(person: PersonFacet, id: string, found: FacetsByKind): PersonRow {
  const { firstName, lastName, login, email } = person.personal;
  const { siteId, teamId, createdAt, emailIndex, status, projectIds, groupIds, externalId } = person;
  const link = foundOne(found, linkFacet);
  const invitation = foundOne(found, invitationFacet);
  const drift = foundOne(found, driftFacet);
  const linked = link?.accountId !== undefined;
  const lockedUntil = foundOne(found, lockFacet)?.lockedUntil;
  const securityEmails = foundOne(found, noticesFacet)?.securityEmails;
  return {
    id,
    ...{ siteId, teamId, createdAt, firstName, lastName, login, email, emailIndex, status, projectIds, groupIds },
    version: versionOf(found, personFacet),
    activation: activationOf(person, link, foundOne(found, useFacet)),
    seat: seatOf(found, id),
    roles: rolesOf(found),
    ...(linked && { accountId: link.accountId }),
    ...(linked && link.status && { accountStatus: link.status }),
    ...(lockedUntil !== undefined && { lockedUntil }),
    ...(securityEmails !== undefined && { securityEmails }),
    ...(linked && link.wasExisting && { existingAccount: true }),
    ...(invitation && { invitation: pick(invitation, ['state', 'issuedAt', 'expiresAt', 'failure']) }),
    ...(drift && { drift: pick(drift, ['kind', 'suggestion', 'since', 'by']) }),
    ...(externalId !== undefined && { externalId }),
    ...(person.erased && { erased: true }),
  };
}

function seatOf(found: FacetsByKind, personId: string): PersonRow['seat'] {
  const { refusal } = foundOne(found, useFacet) ?? {};
  const held = foundOne(found, seatFacet)?.uses.some((use) => use.personId === personId) ?? false;
  return { held, ...(!held && refusal && { refusal: refusal.reason }) };
}

/** Roles that have not arrived yet are left out until they do. */
function rolesOf(found: FacetsByKind): PersonRow['roles'] {
  const names = new Map(foundAll(found, roleFacet).map(({ roleId, name }) => [roleId, name]));
  const held = foundOne(found, assignmentsFacet)?.assignments ?? [];
  return held.flatMap(({ roleId }) => {
    const name = names.get(roleId);
    return name === undefined ? [] : [{ id: roleId, name }];
  });
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]])) as Pick<
    T,
    K
  >;
}

/** What people lists can be asked. */
export const peopleDeclaration: ReadModelDeclaration<PersonRow> = {
  name: people.name,
  version: people.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {
    status: ({ status }) => status,
    accountStatus: ({ accountStatus }) => accountStatus ?? 'none',
    activation: ({ activation }) => activation.state,
    roleId: ({ roles }) => roles.map(({ id }) => id),
    projectId: ({ projectIds }) => projectIds,
    groupId: ({ groupIds }) => groupIds,
    locked: ({ lockedUntil }) => lockedUntil !== undefined,
    hasDrift: ({ drift }) => drift !== undefined,
    emailIndex: ({ emailIndex }) => emailIndex,
  },
  sorts: {
    name: (row) => fullName(row),
    login: ({ login }) => login,
    email: ({ email }) => email,
    createdAt: ({ createdAt }) => createdAt,
    status: ({ status }) => status,
  },
  search: (row) => searchTokens(row.firstName, row.lastName, row.login, row.email),
};
