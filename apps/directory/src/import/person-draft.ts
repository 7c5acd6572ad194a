import type { Finding, FindingCode } from './finding.js';
import type { Field } from './header-mapping.js';
import { isEmail, isLogin, lengthOf, maxEmailLength, maxLoginLength, maxNameLength } from './person-rules.js';
import { findRole } from './role-labels.js';
import type { RowReader } from './row-reader.js';
import { splitNames } from './split-names.js';
import { readStatus } from './status-words.js';

/** A row of a file that could become a person. Names of roles, projects and groups are the site's own. */
export type PersonDraft = Readonly<{
  externalId?: string;
  firstName: string;
  /** Empty for somebody with a single name. */
  lastName: string;
  login: string;
  email: string;
  status: 'active' | 'disabled';
  /** Absent: the site's default role. */
  role?: string;
  projects: readonly string[];
  /** The row's groups and department. */
  groups: readonly string[];
  /** The row's title. */
  note?: string;
}>;

/** What the site has, by canonical name ({@link byCanonicalName}). */
export type KnownNames = Readonly<{
  roles: ReadonlyMap<string, string>;
  projects: ReadonlyMap<string, string>;
  groups: ReadonlyMap<string, string>;
}>;

/** One row as a draft, with everything there is to say about it; it can be imported when nothing of it is an error. */
export type DraftedRow = Readonly<{ draft: PersonDraft; findings: readonly Finding[] }>;

/** Reads one row by the mapping and checks it by the rules of the form (DIR-07, DIR-08, DIR-10). */
export function draftPerson(row: RowReader, known: KnownNames): DraftedRow {
  const { firstName, lastName } = readName(row);
  const email = row.text('email');
  row.require('email', email);
  if (email !== '' && !isEmail(email)) row.say('email-invalid', 'email', `“${excerpt(email)}” is no email address.`);
  const status = readStatus(row.text('status'));
  if (!status) row.say('status-unknown', 'status', `“${excerpt(row.text('status'))}” is neither active nor disabled.`);
  const externalId = row.limited('externalId', maxEmailLength);
  const note = row.limited('title', maxNameLength);
  const draft: PersonDraft = {
    firstName,
    lastName,
    login: readLogin(row, email),
    email,
    status: status ?? 'disabled',
    ...readRole(row, known),
    projects: readNames(row, 'projects', known.projects, 'project-unknown'),
    groups: [
      ...new Set(
        (['groups', 'department'] as const).flatMap((field) => readNames(row, field, known.groups, 'group-unknown')),
      ),
    ],
    ...(externalId ? { externalId } : {}),
    ...(note ? { note } : {}),
  };
  return { draft, findings: row.findings };
}

function readName(row: RowReader): { firstName: string; lastName: string } {
  const full = row.text('name');
  const separate = {
    firstName: row.limited('firstName', maxNameLength),
    lastName: row.limited('lastName', maxNameLength),
  };
  const name =
    full === '' || separate.firstName !== '' ? separate : splitFullName(row.limited('name', 2 * maxNameLength + 1));
  row.require(row.has('firstName') ? 'firstName' : 'name', name.firstName);
  if (name.firstName !== '' && name.lastName === '') {
    row.say('single-name', row.has('lastName') ? 'lastName' : 'name', 'Taken as a person with a single name.');
  }
  return name;
}

/** `Last, First`, or `First Last …`: what follows the first word is the last name, particles and all. */
function splitFullName(full: string): { firstName: string; lastName: string } {
  const [before = '', after] = full.split(',', 2).map((part) => part.trim());
  if (after) return { firstName: after, lastName: before };
  const [firstName = '', ...rest] = before.split(/\s+/u);
  return { firstName, lastName: rest.join(' ') };
}

/** Without a column or cell for it, the login is what stands before the email's `@`. */
function readLogin(row: RowReader, email: string): string {
  const written = row.limited('login', maxLoginLength);
  const login = written === '' ? email.slice(0, Math.max(email.lastIndexOf('@'), 0)) : written;
  if (login !== '' && !isLogin(login)) {
    row.say(
      'login-invalid',
      row.has('login') ? 'login' : 'email',
      `“${excerpt(login)}” cannot be a login: use letters, digits and . _ - + @`,
    );
  }
  return login;
}

function readRole(row: RowReader, known: KnownNames): { role?: string } {
  const text = row.text('role');
  if (text === '') return {};
  const role = findRole(text, known.roles);
  if (!role) row.say('role-unknown', 'role', `The site has no role “${excerpt(text)}”.`);
  return role ? { role } : {};
}

function readNames(
  row: RowReader,
  field: Field,
  names: ReadonlyMap<string, string>,
  code: FindingCode,
): readonly string[] {
  const { known, unknown } = splitNames(row.text(field), names);
  for (const name of unknown) row.say(code, field, `The site has nothing named “${excerpt(name)}”.`);
  return known;
}

const excerpt = (text: string): string => (lengthOf(text) > 40 ? `${[...text].slice(0, 40).join('')}…` : text);
