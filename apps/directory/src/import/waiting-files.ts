import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CheckedUpload, WaitingRow } from './check-upload.js';
import type { Finding } from './finding.js';

const suffix = '.ndjson';

/**
 * Checked files while they wait for their import or are worked on: one line of findings on the file, then one line a row,
 * ids in place of names. They hold personal data, so they are temporary: readable by this process only, and removed
 * when the import ends; events hold a digest and figures (KRN-17).
 */
export class WaitingFiles {
  constructor(private readonly folder: string) {}

  /** Keeps a checked file: whole, or not at all. */
  async write(importId: string, { findings, rows }: CheckedUpload): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.pathOf(importId);
    await using file = await open(`${path}.part`, 'w', 0o600);
    await file.writeFile(`${JSON.stringify({ findings })}\n`);
    await file.writeFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await file.sync();
    await rename(`${path}.part`, path);
  }

  /** What is remarkable about the file as such. */
  async findings(importId: string): Promise<readonly Finding[]> {
    for await (const line of this.lines(importId))
      return (JSON.parse(line) as Pick<CheckedUpload, 'findings'>).findings;
    return [];
  }

  /** Its rows, in the order of the file; none when it is gone. */
  async *rows(importId: string): AsyncGenerator<WaitingRow, void> {
    let head = true;
    for await (const line of this.lines(importId)) {
      if (!head) yield JSON.parse(line) as WaitingRow;
      head = false;
    }
  }

  /** Forgets it; nothing happens when it is gone already. */
  async remove(importId: string): Promise<void> {
    await rm(this.pathOf(importId), { force: true });
  }

  /** Writes a file anew with other rows in place of its own; one that is gone stays gone. */
  async replace(importId: string, rowFor: (row: WaitingRow) => WaitingRow): Promise<void> {
    const findings = await this.findings(importId);
    const rows = await Array.fromAsync(this.rows(importId), rowFor);
    if (rows.length > 0) await this.write(importId, { findings, rows });
  }

  /** The imports whose files lie here. */
  async importIds(): Promise<readonly string[]> {
    return (await this.names()).filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  }

  /** Removes what a crash left half-written; nothing may be being written. */
  async removeParts(): Promise<void> {
    const parts = (await this.names()).filter((name) => name.endsWith('.part'));
    await Promise.all(parts.map((name) => rm(join(this.folder, name))));
  }

  private names(): Promise<readonly string[]> {
    return readdir(this.folder).catch(() => []);
  }

  private async *lines(importId: string): AsyncGenerator<string, void> {
    const input = createReadStream(this.pathOf(importId));
    try {
      for await (const line of createInterface({ input, crlfDelay: Infinity })) yield line;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    } finally {
      input.destroy();
    }
  }

  private pathOf(importId: string): string {
    if (!/^[\w-]{1,200}$/.test(importId)) throw new Error('This names no import.');
    return join(this.folder, `${importId}${suffix}`);
  }
}
