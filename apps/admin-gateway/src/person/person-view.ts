import { rights } from '@rollcall/permission-engine';
import type { Member } from '../access/caller.js';
import { fullName, type PersonRow } from '../read-models/person-row.js';
import type { PersonDto } from './person.dto.js';
import { sees } from './visible-questions.js';

/** A row as this member may see it: what they may not see is absent. */
export function personView(row: PersonRow, member: Member): PersonDto {
  const see = (field: string): boolean => sees(member, field);
  const { id, siteId, version, createdAt, firstName, lastName, login, email, status, activation, seat } = row;
  const { accountStatus, lockedUntil, existingAccount, invitation, roles, projectIds, groupIds } = row;
  const { securityEmails, externalId, drift, erased } = row;
  return {
    ...{ id, siteId, createdAt, etag: `"${version}"` },
    ...(erased && { erased }),
    ...(see('name') && { firstName, lastName, name: fullName(row) }),
    ...(see('login') && { login, ...(externalId !== undefined && { externalId }) }),
    ...(see('email') && { email }),
    ...(see('status') && { status, activation }),
    ...(see('accountStatus') && {
      ...(accountStatus && { accountStatus }),
      ...(existingAccount && { existingAccount }),
      ...(invitation && { invitation }),
    }),
    ...(see('lockedUntil') && lockedUntil !== undefined && { lockedUntil }),
    ...(see('permissionGroup') && { roles: [...roles] }),
    ...(see('projects') && { projectIds: [...projectIds] }),
    ...(see('groups') && { groupIds: [...groupIds] }),
    ...(member.may(rights.accessAdmin) && {
      ...{ seat, ...(drift && { drift }) },
      ...(securityEmails !== undefined && { securityEmails }),
    }),
  };
}
