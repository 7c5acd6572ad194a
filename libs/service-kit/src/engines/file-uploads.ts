import { assertUploadId, type KeptUpload, StoreClosed, type Uploads } from '@rollcall/event-sourcing';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const suffix = '.ndjson';
const unfinished = '.part';

/** Kept files in a folder of one process: one file each, mode 0600, written atomically. */
export function createFileUploads({ folder }: Readonly<{ folder: string }>): Uploads {
  return new FileUploads(folder);
}

class FileUploads implements Uploads {
  #closed = false;

  constructor(private readonly folder: string) {}

  async keep(id: string, lines: readonly string[]): Promise<void> {
    const path = this.#pathOf(id);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await using file = await open(`${path}${unfinished}`, 'w', 0o600);
    await file.writeFile(lines.map((line) => `${line}\n`).join(''));
    await file.sync();
    await rename(`${path}${unfinished}`, path);
  }

  /** An open file stays whole, whatever becomes of its name. */
  async *lines(id: string): AsyncGenerator<string, void> {
    const input = createReadStream(this.#pathOf(id));
    try {
      for await (const line of createInterface({ input, crlfDelay: Infinity })) yield line;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    } finally {
      input.destroy();
    }
  }

  async remove(id: string): Promise<void> {
    const path = this.#pathOf(id);
    await rm(path, { force: true });
    await rm(`${path}${unfinished}`, { force: true });
  }

  async list(): Promise<readonly KeptUpload[]> {
    this.#requireOpen();
    const names = await readdir(this.folder).catch(() => []);
    const ids = new Set(names.map((name) => name.replace(unfinished, '').slice(0, -suffix.length)));
    return Promise.all([...ids].map(async (id) => ({ id, since: await this.#since(id) })));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  async #since(id: string): Promise<Date> {
    const path = this.#pathOf(id);
    const { mtime } = await stat(path).catch(() => stat(`${path}${unfinished}`));
    return mtime;
  }

  #pathOf(id: string): string {
    this.#requireOpen();
    assertUploadId(id);
    return join(this.folder, `${id}${suffix}`);
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreClosed('The uploads are closed.');
  }
}
