import type { AdvancedPermission, ConditionalRule, Permissions } from '@rollcall/permission-engine';
import { closeFieldsBut, grant, grantAdvanced, groups, me, rule } from './grants.js';
import type { RoleDefault } from './role-default.js';

const advanced: readonly AdvancedPermission[] = [
  'Generate logs for Toolkit activity',
  'Show "Other" menu in Project navigation',
  'Show saved filters',
  'Show the Overlay Player',
];

/** Own notes, and CC on any (A5); own versions and tickets; linked time logs (AUT-07). */
export const ownWork: readonly ConditionalRule[] = [
  rule('entity/Note/edit', me('author'), { editing: 'cc' }),
  rule('entity/Version/edit', me('createdBy')),
  rule('entity/Ticket/edit', me('createdBy')),
  rule('entity/TimeLog/edit', me('person')),
];

/** The status of a task, and no other field of it (AUT-07). */
export const taskStatusOnly: Permissions = { 'entity/Task/edit': true, ...closeFieldsBut('Task', 'status') };

/** What everyone who works on a project writes. */
export const ownRecords: Permissions = grant(
  ['Note', 'Reply', 'Version', 'Ticket', 'TimeLog', 'PublishedFile'],
  'create',
);

/**
 * Sees linked projects only (AUT-06). Every field of Asset is an explicit no under entity edit = yes, so that ticking one
 * opens exactly that one (A5). Sees no people: the People page is for those who look after people.
 */
export const artist: RoleDefault = {
  template: 'artist',
  name: 'Artist',
  description: 'Works on linked projects: own notes, versions, tickets and time logs, and the status of own tasks.',
  kind: 'person',
  allOpen: false,
  permissions: {
    ...grant([...groups.work, ...groups.shared], 'see'),
    ...ownRecords,
    ...taskStatusOnly,
    'entity/Asset/edit': true,
    ...closeFieldsBut('Asset'),
    'app/see': true,
    ...grantAdvanced(advanced),
  },
  rules: [...ownWork, rule('field/Task/status/edit', me('assignees'))],
};

/** An Artist who also publishes cuts (AUT-03). */
export const artistCutPublisher: RoleDefault = {
  ...artist,
  template: 'artist-cut-publisher',
  name: 'Artist (Cut Publisher)',
  description: 'An Artist who also creates and edits cuts.',
  permissions: { ...artist.permissions, ...grant(['Cut', 'CutItem'], 'create', 'edit') },
};

/** Sees all open projects, changes the status of every task, nothing of the system settings (AUT-64, A6). */
export const user: RoleDefault = {
  template: 'user',
  name: 'User',
  description: 'Sees all open projects and changes the status of all tasks.',
  kind: 'person',
  allOpen: true,
  permissions: {
    ...grant([...groups.work, ...groups.shared], 'see'),
    ...ownRecords,
    ...taskStatusOnly,
    'app/see': true,
    ...grantAdvanced(advanced),
  },
  rules: ownWork,
};

/** Sees assigned projects, changes the status of assigned tasks (A6). */
export const restrictedUser: RoleDefault = {
  ...user,
  template: 'restricted-user',
  name: 'Restricted user',
  description: 'Sees only assigned projects and changes the status of assigned tasks.',
  allOpen: false,
  permissions: {
    ...user.permissions,
    'advanced/Show "Other" menu in Project navigation': false,
    'advanced/Show saved filters': false,
  },
  rules: [...ownWork, rule('field/Task/status/edit', me('assignees'))],
};
