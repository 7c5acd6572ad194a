/**
 * What checking an import can say. `error`: the row is not imported (without a row: the file is not); `notice`: it is,
 * but somebody should look. Codes without a comment mean what they say.
 */
export const findingSeverities = {
  'too-many-rows': 'error',
  /** Quotes that do not match: the cells of the row cannot be told apart. */
  'broken-quotes': 'error',
  /** More cells than the header has columns, so that they may stand under the wrong ones. */
  'too-many-cells': 'error',
  required: 'error',
  'too-long': 'error',
  /** A control character or a character that changes the writing direction. */
  'forbidden-character': 'error',
  'email-invalid': 'error',
  'login-invalid': 'error',
  /** The same login stands further up in the file. */
  'login-repeated': 'error',
  /** A login further up in the file looks the same but is not. */
  'login-looks-alike': 'error',
  'email-repeated': 'error',
  /** Somebody of the site has this login already. */
  'login-taken': 'error',
  /** An active person of the site has this email already. */
  'email-active-on-site': 'error',
  /** Whoever stood in the row was erased after the file was sent. */
  'person-erased': 'error',
  'status-unknown': 'error',
  'role-unknown': 'error',
  /** The role allows more than those of the sender. */
  'role-exceeds-own': 'error',
  'project-unknown': 'error',
  /** The row is imported without the group. */
  'group-unknown': 'notice',
  /** Last Name is empty: taken as a person with a single name. */
  'single-name': 'notice',
  /** The file has a column of passwords. It is not read. */
  'password-column': 'notice',
  'column-unknown': 'notice',
  /** The column is known but nothing uses it yet. */
  'column-unused': 'notice',
  'column-repeated': 'notice',
  /** The file was UTF-16, not UTF-8. */
  encoding: 'notice',
} as const;

/** Why a row or file is refused or remarkable. */
export type FindingCode = keyof typeof findingSeverities;

/** One remark on an import (DIR-10): which row as a spreadsheet counts (the header is 1), which column, and why. */
export type Finding = Readonly<{
  /** Absent when it is about the whole file. */
  row?: number;
  /** The column's header as it stands in the file. */
  column?: string;
  code: FindingCode;
  severity: 'error' | 'notice';
  message: string;
}>;

/** Builds a finding; its severity follows from the code. */
export function finding(code: FindingCode, message: string, place: { row?: number; column?: string } = {}): Finding {
  return { ...place, code, severity: findingSeverities[code], message };
}
