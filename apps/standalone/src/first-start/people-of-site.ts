import type { PersonFacet } from '@rollcall/contracts';
import type { Installer } from './installer.js';

/** What the first start needs to know of somebody. */
export type KnownPerson = Readonly<{ personId: string; login: string; email: string; accountId?: string }>;

/** Everybody of a site by login, as directory exports them. */
export async function peopleOfSite(installer: Installer, siteId: string): Promise<ReadonlyMap<string, KnownPerson>> {
  const people = new Map<string, KnownPerson>();
  for await (const person of installer.everyRow<PersonFacet>('directory', '/people', siteId)) {
    const { login, email } = person.personal;
    people.set(login, {
      personId: person.personId,
      login,
      email,
      ...(person.accountId && { accountId: person.accountId }),
    });
  }
  return people;
}

/** Somebody of a site who must be there. */
export async function personByLogin(installer: Installer, siteId: string, login: string): Promise<KnownPerson> {
  const person = (await peopleOfSite(installer, siteId)).get(login);
  if (!person) throw new Error(`Nobody of the site has the login ${login}.`);
  return person;
}
