import { canonical, canonicalEmail } from '@rollcall/event-sourcing';
import { type Finding, finding } from './finding.js';
import type { Mapping } from './header-mapping.js';
import { skeletonOf } from './look-alike.js';
import { type KnownNames, type PersonDraft, draftPerson } from './person-draft.js';
import type { Table } from './read-table.js';
import { RowReader } from './row-reader.js';

/** An import may have this many rows. */
export const maxImportRows = 20_000;

/** A checked row. With a draft it can be imported; without one an error stands among its findings. */
export type CheckedRow = Readonly<{ row: number; draft?: PersonDraft; findings: readonly Finding[] }>;

/**
 * Checks a table row by row, each also against those above it (DIR-10); the caller may stop or rest between rows. Above
 * {@link maxImportRows} the last row is `too-many-rows`, which concerns the whole file: none of it may be imported.
 * Whether a login or email is taken on the site is for directory's claims to say: see `check-taken.ts`.
 */
export function* checkRows(table: Table, mapping: Mapping, known: KnownNames): Generator<CheckedRow> {
  const repeats = new Repeats();
  let count = 0;
  for (const record of table.rows()) {
    const { row } = record;
    count += 1;
    if (count > maxImportRows) {
      yield { row, findings: [finding('too-many-rows', `More than ${maxImportRows} rows; split the file.`)] };
      return;
    }
    if ('broken' in record) {
      yield { row, findings: [finding('broken-quotes', record.broken, { row })] };
    } else if (record.cells.slice(table.header.length).some((cell) => cell.trim() !== '')) {
      yield { row, findings: [finding('too-many-cells', 'More cells than the header has columns.', { row })] };
    } else {
      const reader = new RowReader({ row, cells: record.cells, header: table.header }, mapping);
      const { draft, findings } = draftPerson(reader, known);
      repeats.note(reader, row, draft);
      const refused = findings.some((each) => each.severity === 'error');
      yield refused ? { row, findings } : { row, draft, findings };
    }
  }
}

/** Which logins and emails stand further up in the file, and in which row. */
class Repeats {
  private readonly logins = new Map<string, number>();
  private readonly shapes = new Map<string, number>();
  private readonly emails = new Map<string, number>();

  note(reader: RowReader, row: number, { login, email }: PersonDraft): void {
    if (login !== '') this.noteLogin(reader, row, login);
    const address = canonicalEmail(email);
    if (address === undefined) return;
    const sameEmail = firstRow(this.emails, address, row);
    if (sameEmail !== row) reader.say('email-repeated', 'email', `Row ${sameEmail} has the same email.`);
  }

  private noteLogin(reader: RowReader, row: number, login: string): void {
    const column = reader.has('login') ? 'login' : 'email';
    const sameLogin = firstRow(this.logins, canonical(login), row);
    const sameShape = firstRow(this.shapes, skeletonOf(login), row);
    if (sameLogin !== row) reader.say('login-repeated', column, `Row ${sameLogin} has the same login.`);
    else if (sameShape !== row) {
      reader.say('login-looks-alike', column, `“${login}” looks the same as the login of row ${sameShape} but is not.`);
    }
  }
}

function firstRow(seen: Map<string, number>, key: string, row: number): number {
  const first = seen.get(key);
  if (first === undefined) seen.set(key, row);
  return first ?? row;
}
