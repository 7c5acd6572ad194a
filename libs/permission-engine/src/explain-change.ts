import { names } from './explain-project.js';
import type { AccessRequest } from './request.js';
import type { Policy } from './role.js';
import type { Change } from './would-allow.js';

/** What to do for a yes, in one sentence: "Linking them would allow it." */
export function describeChanges(changes: readonly Change[], policy: Policy, request: AccessRequest): string {
  const parts = changes.map((change) => describeChange(change, policy, request));
  const sentence = `${parts.join(' and ')} would allow it.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function describeChange(change: Change, policy: Policy, request: AccessRequest): string {
  const role = 'roleId' in change ? (policy.roles.get(change.roleId)?.role.name ?? change.roleId) : '';
  switch (change.kind) {
    case 'activate-person':
      return 'activating them';
    case 'enable-role':
      return `enabling the role ${role}`;
    case 'link-to-project':
      return 'linking them';
    case 'add-project-to-assignment':
      return `adding ${names(request).of(change.projectId)} to their role ${role}`;
    case 'open-all-projects':
      return `turning on All Open Projects for their role ${role}`;
    case 'allow':
      return `allowing ${role} “${change.path}”`;
  }
}
