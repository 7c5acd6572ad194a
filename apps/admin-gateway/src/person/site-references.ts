import { Inject, Injectable } from '@nestjs/common';
import {
  type GroupFacet,
  groupFacet,
  type ProjectFacet,
  projectFacet,
  type RoleFacet,
  roleFacet,
} from '@rollcall/contracts';
import { reject } from '@rollcall/event-sourcing';
import { type FieldError, Refused, validationFailed } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { mayReach } from '../access/project-reach.js';
import { Facets } from '../read-models/facets.js';

/** Ids of other things that a request names. */
export type Named = Readonly<{
  projectIds?: readonly string[];
  groupIds?: readonly string[];
  roleIds?: readonly string[];
}>;

/** Checks that what a request names exists on the site and is within the caller's reach, before anything is written. */
@Injectable()
export class SiteReferences {
  constructor(@Inject(Facets) private readonly facets: Facets) {}

  /**
   * Checks every id.
   * @throws Refused `unknown-project` or `unknown-role`; `validation-failed` for a group; each naming the place.
   */
  async check(member: Member, { projectIds = [], groupIds = [], roleIds = [] }: Named): Promise<void> {
    const { siteId } = member;
    const projects = await this.onSite<ProjectFacet>(projectFacet, siteId, projectIds);
    const reached = projectIds.map((id) => projects.get(id)).map((project) => project && mayReach(member, project));
    const noProjects = missing('/projectIds', projectIds, (_, index) => reached[index] === true);
    if (noProjects.length > 0) throw new Refused(reject('unknown-project', 'A project is not known here.'), noProjects);
    const roles = await this.onSite<RoleFacet>(roleFacet, siteId, roleIds);
    const noRoles = missing(
      '/roleId',
      roleIds,
      (id) => roles.get(id)?.enabled === true && roles.get(id)?.kind === 'person',
    );
    if (noRoles.length > 0) throw new Refused(reject('unknown-role', 'A role is not known here.'), noRoles);
    const groups = await this.onSite<GroupFacet>(groupFacet, siteId, groupIds);
    const noGroups = missing('/groupIds', groupIds, (id) => groups.has(id));
    if (noGroups.length > 0) throw validationFailed(noGroups);
  }

  private async onSite<S extends { siteId: string }>(
    kind: { kind: string },
    siteId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, S>> {
    const facets = await this.facets.many<S>(kind.kind, ids);
    return new Map(facets.filter(({ state }) => state?.siteId === siteId).map(({ key, state }) => [key, state as S]));
  }
}

const missing = (
  field: string,
  ids: readonly string[],
  known: (id: string, index: number) => boolean,
): readonly FieldError[] =>
  ids.flatMap((id, index) =>
    known(id, index) ? [] : [{ pointer: pointerOf(field, index), detail: 'is not known on this site' }],
  );

/** A role stands alone in `roleId`; the others stand in lists. */
const pointerOf = (field: string, index: number): string => (field === '/roleId' ? field : `${field}/${index}`);
