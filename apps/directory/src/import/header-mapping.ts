import { canonical, reject, type Rejection } from '@rollcall/event-sourcing';
import { type Finding, type FindingCode, finding } from './finding.js';

/** What a column can hold that an import uses. `name` is a full name in one cell. */
export type Field =
  | 'externalId'
  | 'firstName'
  | 'lastName'
  | 'name'
  | 'login'
  | 'email'
  | 'status'
  | 'role'
  | 'projects'
  | 'groups'
  | 'department'
  | 'title';

/** Which column (counted from 0) holds a field. */
export type Mapping = Readonly<Partial<Record<Field, number>>>;

/**
 * Headers as trackers write them, lower case. One table serves all dialects: our own, the one with role labels
 * (*Role*, *Active*) and the one with full names (*Name*, *Status*, *Permission Group*).
 */
const fieldsByHeader: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['id', 'externalId'],
  ['external id', 'externalId'],
  ['first name', 'firstName'],
  ['firstname', 'firstName'],
  ['given name', 'firstName'],
  ['last name', 'lastName'],
  ['lastname', 'lastName'],
  ['family name', 'lastName'],
  ['name', 'name'],
  ['full name', 'name'],
  ['login', 'login'],
  ['user name', 'login'],
  ['username', 'login'],
  ['email', 'email'],
  ['e-mail', 'email'],
  ['email address', 'email'],
  ['status', 'status'],
  ['active', 'status'],
  ['permission group', 'role'],
  ['role', 'role'],
  ['projects', 'projects'],
  ['groups', 'groups'],
  ['department', 'department'],
  ['departments', 'department'],
  ['title', 'title'],
]);

const unusedHeaders = new Set(['start date', 'end date', 'thumbnail', 'phone', 'contract type']);
const passwordHeaders = new Set(['password', 'passwort', 'mot de passe', 'contraseña', 'passphrase']);

/** What the header says, and what it says that is not used. */
export type ProposedMapping = Readonly<{ mapping: Mapping; findings: readonly Finding[] }>;

/**
 * Maps the header's columns to fields (DIR-10). A column of passwords is never mapped.
 * Rejection `column-missing`: there is no column for the email, or none for the name.
 */
export function proposeMapping(header: readonly string[]): ProposedMapping | Rejection {
  const mapping: Partial<Record<Field, number>> = {};
  const findings: Finding[] = [];
  header.forEach((column, index) => {
    const field = fieldsByHeader.get(canonical(column));
    if (field && mapping[field] === undefined) mapping[field] = index;
    else if (column !== '') findings.push(remark(column, field));
  });
  const missing = missingColumns(mapping);
  if (missing.length === 0) return { mapping, findings };
  return reject('column-missing', `The file has no column ${missing.join(' and none for ')}.`, { missing });
}

function missingColumns(mapping: Mapping): readonly string[] {
  const missing = [];
  if (mapping.email === undefined) missing.push('Email');
  if (mapping.name === undefined && mapping.firstName === undefined) missing.push('First Name');
  return missing;
}

function remark(column: string, field: Field | undefined): Finding {
  const say = (code: FindingCode, message: string): Finding => finding(code, message, { row: 1, column });
  const name = canonical(column);
  if (field) return say('column-repeated', `Another column already holds this; “${column}” is not read.`);
  if (passwordHeaders.has(name)) return say('password-column', 'Passwords are never imported; the column is not read.');
  if (unusedHeaders.has(name)) return say('column-unused', `“${column}” is not used yet.`);
  return say('column-unknown', `“${column}” is not known and not read.`);
}
