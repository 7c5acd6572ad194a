import { Inject, Injectable } from '@nestjs/common';
import type { KeptUpload, Uploads } from '@rollcall/event-sourcing';
import { UPLOADS } from '@rollcall/service-kit';
import type { CheckedUpload, WaitingRow } from './check-upload.js';
import type { Finding } from './finding.js';

/**
 * Checked files while they wait for their import or are worked on: one line of findings on the file, then one line a row,
 * ids in place of names. They hold personal data, so they are temporary: removed when the import ends; events hold a
 * digest and figures (KRN-17).
 */
@Injectable()
export class WaitingFiles {
  constructor(@Inject(UPLOADS) private readonly uploads: Uploads) {}

  /** Keeps a checked file: whole, or not at all. */
  write(importId: string, { findings, rows }: CheckedUpload): Promise<void> {
    return this.uploads.keep(
      importId,
      [{ findings }, ...rows].map((line) => JSON.stringify(line)),
    );
  }

  /** What is remarkable about the file as such. */
  async findings(importId: string): Promise<readonly Finding[]> {
    for await (const line of this.uploads.lines(importId))
      return (JSON.parse(line) as Pick<CheckedUpload, 'findings'>).findings;
    return [];
  }

  /** Its rows, in the order of the file; none when it is gone. */
  async *rows(importId: string): AsyncGenerator<WaitingRow, void> {
    let head = true;
    for await (const line of this.uploads.lines(importId)) {
      if (!head) yield JSON.parse(line) as WaitingRow;
      head = false;
    }
  }

  /** Forgets it; nothing happens when it is gone already. */
  remove(importId: string): Promise<void> {
    return this.uploads.remove(importId);
  }

  /** Writes a file anew with other rows in place of its own; one that is gone stays gone. */
  async replace(importId: string, rowFor: (row: WaitingRow) => WaitingRow): Promise<void> {
    const findings = await this.findings(importId);
    const rows = await Array.fromAsync(this.rows(importId), rowFor);
    if (rows.length > 0) await this.write(importId, { findings, rows });
  }

  /** The imports whose files are here, whichever instance received them. */
  all(): Promise<readonly KeptUpload[]> {
    return this.uploads.list();
  }
}
