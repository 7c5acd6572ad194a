import type { ConditionalRule } from '@rollcall/permission-engine';
import { ownWork, taskStatusOnly } from './artist.js';
import { grant, grantAdvanced, me, meOrMyGroup, rule } from './grants.js';
import type { RoleDefault } from './role-default.js';

/** What a vendor sees beside the project itself (AUT-11). */
const ownAndAssigned: readonly ConditionalRule[] = [
  rule('entity/Task/see', ...meOrMyGroup('assignees')),
  rule('entity/Shot/see', ...meOrMyGroup('taskAssignees')),
  rule('entity/Asset/see', ...meOrMyGroup('taskAssignees')),
  rule('entity/Note/see', ...meOrMyGroup('to', 'cc'), me('createdBy')),
  rule('entity/Reply/see', ...meOrMyGroup('to', 'cc'), me('createdBy')),
  rule('entity/Version/see', me('createdBy')),
  rule('entity/TimeLog/see', me('person')),
];

/** Works from outside: linked projects, and in them only what is assigned, addressed to or made by them (AUT-10, AUT-11). */
export const vendor: RoleDefault = {
  template: 'vendor',
  name: 'Vendor',
  description:
    'Works from outside on linked projects; sees only what is assigned or addressed to them or made by them.',
  kind: 'person',
  allOpen: false,
  permissions: {
    ...grant(['Project'], 'see'),
    ...grant(['Note', 'Reply', 'Version', 'TimeLog'], 'create'),
    ...taskStatusOnly,
    ...grantAdvanced(['Generate logs for Toolkit activity', 'Show the Overlay Player']),
  },
  rules: [
    ...ownAndAssigned,
    ...ownWork.filter(({ governs }) => governs !== 'entity/Ticket/edit'),
    rule('field/Task/status/edit', me('assignees')),
  ],
};
