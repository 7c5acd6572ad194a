import { type Finding, type FindingCode, finding } from './finding.js';
import type { Field, Mapping } from './header-mapping.js';
import { hasForbiddenCharacter, lengthOf } from './person-rules.js';

/** One row behind its mapping; collects what is found in it. */
export class RowReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly place: Readonly<{ row: number; cells: readonly string[]; header: readonly string[] }>,
    private readonly mapping: Mapping,
  ) {}

  has(field: Field): boolean {
    return this.mapping[field] !== undefined;
  }

  /** The cell's text in NFC, trimmed; empty when there is no such column or cell. */
  text(field: Field): string {
    const column = this.mapping[field];
    return column === undefined ? '' : (this.place.cells[column] ?? '').normalize('NFC').trim();
  }

  /** As {@link text}, saying so when it is longer than allowed or holds characters nobody sees. */
  limited(field: Field, longest: number): string {
    const text = this.text(field);
    if (lengthOf(text) > longest) this.say('too-long', field, `Longer than ${longest} characters.`);
    if (hasForbiddenCharacter(text)) this.say('forbidden-character', field, 'Holds an invisible control character.');
    return text;
  }

  require(field: Field, text: string): void {
    if (text === '') this.say('required', field, 'Must not be empty.');
  }

  say(code: FindingCode, field: Field, message: string): void {
    const column = this.mapping[field];
    const header = column === undefined ? undefined : this.place.header[column];
    this.findings.push(finding(code, message, { row: this.place.row, ...(header ? { column: header } : {}) }));
  }
}
