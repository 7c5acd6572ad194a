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

/** The id of another thing, and where in the request it stands. */
export type Reference = Readonly<{ id: string; pointer: string }>;
/** What a request names of other things. */
export type Named = Readonly<{
  projects?: readonly Reference[];
  groups?: readonly Reference[];
  roles?: readonly Reference[];
}>;

/** The ids of a list, each at its own place. */
export const listed = (field: string, ids: readonly string[]): readonly Reference[] =>
  ids.map((id, index) => ({ id, pointer: `${field}/${index}` }));

/** Checks that what a request names exists on the site and is within the caller's reach, before anything is written. */
@Injectable()
export class SiteReferences {
  constructor(@Inject(Facets) private readonly facets: Facets) {}

  /**
   * Checks every id.
   * @throws Refused `unknown-project` or `unknown-role`; `validation-failed` for a group; each naming the place.
   */
  async check(member: Member, { projects = [], groups = [], roles = [] }: Named): Promise<void> {
    const { siteId } = member;
    const knownProjects = await this.onSite<ProjectFacet>(projectFacet, siteId, projects);
    const noProjects = missing(projects, (id) => {
      const project = knownProjects.get(id);
      return project !== undefined && mayReach(member, project);
    });
    if (noProjects.length > 0) throw new Refused(reject('unknown-project', 'A project is not known here.'), noProjects);
    const knownRoles = await this.onSite<RoleFacet>(roleFacet, siteId, roles);
    const noRoles = missing(roles, (id) => {
      const role = knownRoles.get(id);
      return role?.enabled === true && role.kind === 'person';
    });
    if (noRoles.length > 0) throw new Refused(reject('unknown-role', 'A role is not known here.'), noRoles);
    const knownGroups = await this.onSite<GroupFacet>(groupFacet, siteId, groups);
    const noGroups = missing(groups, (id) => knownGroups.has(id));
    if (noGroups.length > 0) throw validationFailed(noGroups);
  }

  private async onSite<S extends { siteId: string }>(
    kind: { kind: string },
    siteId: string,
    references: readonly Reference[],
  ): Promise<ReadonlyMap<string, S>> {
    const facets = await this.facets.many<S>(
      kind.kind,
      references.map(({ id }) => id),
    );
    return new Map(facets.filter(({ state }) => state?.siteId === siteId).map(({ key, state }) => [key, state as S]));
  }
}

const missing = (references: readonly Reference[], known: (id: string) => boolean): readonly FieldError[] =>
  references.filter(({ id }) => !known(id)).map(({ pointer }) => ({ pointer, detail: 'is not known on this site' }));
