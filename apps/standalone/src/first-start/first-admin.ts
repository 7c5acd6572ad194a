import type { Installer } from './installer.js';

/** Whoever is the first to sign in, and where. */
export type FirstAdminTerms = Readonly<{
  teamId: string;
  siteId: string;
  person: Readonly<{
    firstName: string;
    lastName: string;
    login: string;
    email: string;
    role: string;
    password: string;
    mustChange: boolean;
  }>;
}>;

/**
 * The installation's operator makes the first account; the team gets its primary admin and the site its first person, by
 * the same commands as everybody else. Answers the account's id.
 */
export async function createFirstAdmin(installer: Installer, terms: FirstAdminTerms): Promise<string> {
  const { teamId, siteId, person } = terms;
  const { firstName, lastName, login, email, password, mustChange } = person;
  const { accountId } = await installer.send<{ accountId: string }>(
    'post',
    'identity',
    '/operator/accounts',
    'first admin',
    {
      body: { email, firstName, lastName, password, mustChange },
    },
  );
  await installer.send('put', 'licensing', `/teams/${teamId}/admins/${accountId}`, 'primary admin', {
    body: { rank: 'primary' },
  });
  const roleId = await roleNamed(installer, siteId, person.role);
  await installer.send('post', 'directory', `/sites/${siteId}/people`, 'first person', {
    body: {
      firstName,
      lastName,
      login,
      email,
      roleId,
      projectIds: [],
      groupIds: [],
      status: 'active',
      welcome: 'hold',
    },
  });
  return accountId;
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
