import type { Installer } from './installer.js';
import type { StudioIds } from './open-studio.js';
import type { Owners } from './owners.js';
import { personByLogin } from './people-of-site.js';
import type { PortalOperation, StudioFiles } from './studio-files.js';

/** What happens outside the sites, and what the first Admin does afterwards, one operation after the other (step 7). */
export async function playPortal(
  installer: Installer,
  files: StudioFiles,
  ids: StudioIds,
  owners: Owners,
): Promise<void> {
  for (const [index, operation] of files.portal.entries()) {
    await play(installer, operation, `portal ${index + 1}`, ids, owners);
    await installer.quiet();
  }
}

async function play(
  installer: Installer,
  operation: PortalOperation,
  step: string,
  ids: StudioIds,
  owners: Owners,
): Promise<void> {
  const actor = { kind: 'user', id: ids.adminAccountId } as const;
  switch (operation.op) {
    case 'disable':
    case 'enable':
    case 'edit-email': {
      const siteId = ids.siteIds.get(operation.site)!;
      const { personId } = await personByLogin(installer, siteId, operation.login);
      const path = `/sites/${siteId}/people/${personId}`;
      if (operation.op === 'disable') return installer.send('post', 'directory', `${path}/disable`, step, { actor });
      if (operation.op === 'enable')
        return installer.send('post', 'directory', `${path}/activate`, step, { actor, body: {} });
      return installer.send('patch', 'directory', path, step, {
        actor,
        body: { email: operation.email, confirmTwin: operation.confirmTwin },
      });
    }
    case 'assign-seat':
      return installer.send('post', 'licensing', `/teams/${ids.teamId}/seats/assign`, step, {
        actor,
        body: { email: operation.email },
      });
    case 'unassign-seat': {
      const accountId = await installer.accountOf(operation.email);
      const path = `/teams/${ids.teamId}/seats/${accountId}/unassign`;
      return installer.send('post', 'licensing', path, step, { actor });
    }
    case 'sign-up':
      return owners.signUp(step, operation.email, { firstName: operation.firstName, lastName: operation.lastName });
    case 'change-email':
      return owners.changeEmail(step, operation.account, operation.email);
    case 'close-account':
      return owners.close(step, operation.account);
  }
}
