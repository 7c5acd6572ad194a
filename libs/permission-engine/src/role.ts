import type { Catalogue } from './catalogue.js';
import type { Condition } from './condition.js';
import { standardCatalogue } from './entity-types.js';
import { advancedPath, type Permissions, type PermissionPath } from './permission.js';
import type { FacetReference } from './request.js';

/** Decides one entity or field operation of a role per record, in place of its yes or no (AUT-36). Rules are data. */
export type ConditionalRule = Readonly<{ id: string; governs: PermissionPath; when: Condition }>;

/** A role as its facet tells it. */
export interface Role {
  readonly roleId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly permissions: Permissions;
  readonly rules: readonly ConditionalRule[];
  /** Where this was read, for answers that cite it. */
  readonly facet?: FacetReference;
}

/** One person holds one role with the projects of their record, or several roles each with projects of its own (K8). */
export type AccessModel = 'single-role' | 'multi-role';

/** A role made ready for questions. */
export interface CompiledRole {
  readonly role: Role;
  /** Yes, no, or nothing said. */
  readonly flag: (path: PermissionPath) => boolean | undefined;
  readonly rule: (path: PermissionPath) => ConditionalRule | undefined;
  readonly seesAllProjects: boolean;
}

/** The roles of one site, made ready for questions. */
export interface Policy {
  readonly accessModel: AccessModel;
  readonly catalogue: Catalogue;
  readonly roles: ReadonlyMap<string, CompiledRole>;
}

/**
 * Makes the roles of a site ready for questions; `catalogue` is the standard one unless the site has types of its own.
 * @throws Error when two rules of a role govern the same operation.
 */
export function compile(
  site: Readonly<{ accessModel: AccessModel; roles: readonly Role[]; catalogue?: Catalogue }>,
): Policy {
  return {
    accessModel: site.accessModel,
    catalogue: site.catalogue ?? standardCatalogue,
    roles: new Map(site.roles.map((role) => [role.roleId, compileRole(role)])),
  };
}

/** Makes one role ready for questions. @throws Error when two of its rules govern the same operation. */
export function compileRole(role: Role): CompiledRole {
  const permissions = new Map(Object.entries(role.permissions));
  const rules = new Map(role.rules.map((rule) => [rule.governs, rule]));
  if (rules.size !== role.rules.length) throw new Error(`two rules of role ${role.roleId} govern the same operation`);
  return {
    role,
    flag: (path) => permissions.get(path),
    rule: (path) => rules.get(path),
    seesAllProjects: permissions.get(advancedPath('See all projects')) === true,
  };
}
