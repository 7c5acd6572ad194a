import type { Schemas } from '../api/schemas.js';

/** The editable texts of a person. */
export type Details = Readonly<{ firstName: string; lastName: string; login: string; email: string }>;

/** What is there, as a form holds it. */
export function detailsOf(person: Partial<Details>): Details {
  const { firstName = '', lastName = '', login = '', email = '' } = person;
  return { firstName, lastName, login, email };
}

/** Only what was changed, so that nobody else's change to another field is undone. */
export function changedDetails(before: Details, after: Details): Schemas['EditPersonDto'] {
  const names = Object.keys(before) as (keyof Details)[];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}
