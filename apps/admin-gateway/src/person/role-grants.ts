import { Inject, Injectable } from '@nestjs/common';
import { type ProjectFacet, projectFacet } from '@rollcall/contracts';
import { reject } from '@rollcall/event-sourcing';
import { exceeding, onField } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { Facets } from '../read-models/facets.js';

/** A role with the projects it reaches, as requests and answers name it. */
export type Assigned = Readonly<{
  roleId: string;
  scope: Readonly<{ allOpen: boolean; projectIds: readonly string[] }>;
}>;

/** Keeps members from granting rights they lack (SCOPE-3). */
@Injectable()
export class RoleGrants {
  constructor(@Inject(Facets) private readonly facets: Facets) {}

  /**
   * Every role of `wanted` that is not held so far, or now reaches more, must be the member's to give.
   * @throws Refused `role-exceeds-own`, naming the role and the first permission the member lacks.
   */
  async check(member: Member, wanted: readonly Assigned[], held: readonly Assigned[] = []): Promise<void> {
    const more = wanted.filter((one) => !held.some((before) => reaches(before, one)));
    const ids = more.flatMap(({ scope }) => scope.projectIds);
    const found = await this.facets.many<ProjectFacet>(projectFacet.kind, ids);
    const open = new Set(found.filter(({ state }) => state?.private === false).map(({ key }) => key));
    for (const { roleId, scope } of more) {
      const projects = scope.projectIds.map((id) => ({ id, private: !open.has(id) }));
      const permission = exceeding(member.policy, member.subject, { roleId, allOpen: scope.allOpen, projects });
      if (permission) throw exceedsOwn(member, roleId, permission);
    }
  }
}

/** The roles of the site that a member may give to anybody, wherever the site lets that role reach. */
export function grantableRoles({ policy, subject, may }: Member): readonly string[] {
  if (!may(onField('Person', 'permissionGroup', 'edit'))) return [];
  return [...policy.roles.keys()].filter(
    (roleId) => !exceeding(policy, subject, { roleId, allOpen: true, projects: [] }),
  );
}

const reaches = (before: Assigned, { roleId, scope }: Assigned): boolean =>
  before.roleId === roleId &&
  (before.scope.allOpen || !scope.allOpen) &&
  scope.projectIds.every((id) => before.scope.projectIds.includes(id));

function exceedsOwn({ policy }: Member, roleId: string, permission: string): Refused {
  const name = policy.roles.get(roleId)?.role.name ?? roleId;
  const reason = `The role ${name} allows more than your own roles do.`;
  return new Refused(reject('role-exceeds-own', reason, { roleId, permission }));
}
