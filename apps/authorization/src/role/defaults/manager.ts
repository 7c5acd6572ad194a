import type { AdvancedPermission, Permissions } from '@rollcall/permission-engine';
import { closeFieldsBut, grant, grantAdvanced, grantAll, groups } from './grants.js';
import type { RoleDefault } from './role-default.js';

const advanced: readonly AdvancedPermission[] = [
  'Hide and unhide fields in Projects',
  'Generate logs for Toolkit activity',
  'Edit Work Schedules',
  'Show "Other" menu in Project navigation',
  'Show saved filters',
  'Edit project navigation',
  'Create and save project pages',
  'Edit form layouts',
  'Edit default filters and sorting in "My Tasks"',
  'Set defaults for project navigation pages and entity detail pages',
  'Show the Overlay Player',
];

/** Everything of productions, nothing that decides who gets in, what roles allow, or what is paid for. */
const productions: Permissions = {
  ...grantAll([...groups.work, ...groups.shared]),
  ...grant(['Person', 'Group', 'GlobalFormattingRule', 'EventLogEntry'], 'see'),
  'app/see': true,
};

/**
 * Most of Admin, with certain types restricted and no conditional rules (AUT-09). People: see them and link them to
 * projects and groups; projects are not retired; fields are configured (AUT-35).
 */
export const manager: RoleDefault = {
  template: 'manager',
  name: 'Manager',
  description: 'Runs productions: projects, tasks, people on projects. No people, roles, seats or site settings.',
  kind: 'person',
  allOpen: true,
  permissions: {
    ...productions,
    'entity/Project/retire': false,
    ...grantAll(['Group']),
    ...grant(['Field'], 'see', 'edit'),
    ...grant(['Person'], 'edit'),
    ...closeFieldsBut('Person', 'projects', 'groups'),
    ...grantAdvanced([...advanced, 'See all projects']),
  },
  rules: [],
};

/** Creates, edits and removes projects and what belongs to them, except users (A6); private projects by assignment. */
export const projectManager: RoleDefault = {
  template: 'project-manager',
  name: 'Project Manager',
  description: 'Creates, edits and removes projects and everything in them, except people.',
  kind: 'person',
  allOpen: true,
  permissions: { ...productions, ...grantAdvanced(advanced) },
  rules: [],
};

/** For programs with a global API key; never for a person (AUT-73). */
export const api: RoleDefault = {
  template: 'api',
  name: 'API',
  description: 'For global API keys of programs; cannot be given to a person.',
  kind: 'api',
  allOpen: true,
  permissions: { ...productions, ...grantAdvanced(['Generate logs for Toolkit activity', 'See all projects']) },
  rules: [],
};
