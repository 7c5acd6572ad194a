import type { Installer } from './installer.js';
import { personByLogin } from './people-of-site.js';

/** Whoever is the first to sign in. */
export type FirstAdminTerms = Readonly<{
  firstName: string;
  lastName: string;
  email: string;
  password: string;
  /** A one-time password has to be changed at the first sign-in. */
  mustChange: boolean;
}>;

/** The installation's operator makes the first account; it is the team's primary admin. Answers the account's id. */
export async function createFirstAccount(
  installer: Installer,
  teamId: string,
  { firstName, lastName, email, password, mustChange }: FirstAdminTerms,
): Promise<string> {
  const body = { email, firstName, lastName, password, mustChange };
  const { accountId } = await installer.send<{ accountId: string }>(
    'post',
    'identity',
    '/operator/accounts',
    'first account',
    { body },
  );
  await appointPrimaryAdmin(installer, teamId, accountId);
  return accountId;
}

/** Makes an account its team's primary admin. */
export async function appointPrimaryAdmin(installer: Installer, teamId: string, accountId: string): Promise<void> {
  const path = `/teams/${teamId}/admins/${accountId}`;
  await installer.send('put', 'licensing', path, 'primary admin', { body: { rank: 'primary' } });
}

/** The first Admin has set the site up, so they have been there. */
export async function enterSite(installer: Installer, siteId: string, login: string, accountId: string): Promise<void> {
  const { personId } = await personByLogin(installer, siteId, login);
  await installer.send('post', 'identity', `/people/${personId}/enter-site`, `enter ${siteId} ${login}`, {
    body: { accountId },
  });
}

/** The id of a site's role by its name. */
export async function roleNamed(installer: Installer, siteId: string, name: string): Promise<string> {
  const { roles } = await installer.ask<{ roles: readonly { roleId: string; name: string }[] }>(
    'authorization',
    `/sites/${siteId}/roles`,
  );
  const role = roles.find((candidate) => candidate.name === name);
  if (!role) throw new Error(`The site has no role "${name}".`);
  return role.roleId;
}
