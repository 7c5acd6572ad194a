import { assertUploadId, type Clock, type KeptUpload, StoreClosed, type Uploads } from '@rollcall/event-sourcing';
import { randomUUID } from 'node:crypto';
import type { MongoCollection } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** A file; `batch` names its parts, none while it is being kept for the first time. */
type UploadRecord = { _id: string; since: Date; batch: string; parts: number };
type PartRecord = { _id: string; upload: string; batch: string; lines: string[] };

/** Lines kept in one document: a document must stay far below 16 MB. */
const linesAtOnce = 500;
const noBatch = '';

/** Kept files in a MongoDB database, for all instances of a service. */
export async function createMongoUploads(
  options: Readonly<{ database: MongoDatabase; clock: Clock }>,
): Promise<Uploads> {
  const { database, clock } = options;
  const uploads = database.collection<UploadRecord>('uploads', { since: Date, batch: String, parts: Number });
  const parts = database.collection<PartRecord>('upload-parts', { upload: String, batch: String, lines: [String] });
  await parts.index({ upload: 1, batch: 1 });
  return new MongoUploads(uploads, parts, clock);
}

class MongoUploads implements Uploads {
  #closed = false;

  constructor(
    private readonly uploads: MongoCollection<UploadRecord>,
    private readonly parts: MongoCollection<PartRecord>,
    private readonly clock: Clock,
  ) {}

  /** It is listed before its first part is there, so that nothing of it can be forgotten, and readable after its last. */
  async keep(id: string, lines: readonly string[]): Promise<void> {
    this.#require(id);
    const since = this.clock.now();
    await this.uploads.insert({ _id: id, since, batch: noBatch, parts: 0 });
    const before = await this.uploads.one({ _id: id });
    const batch = randomUUID();
    const parts = Math.ceil(lines.length / linesAtOnce);
    for (let part = 0; part < parts; part += 1) {
      const some = lines.slice(part * linesAtOnce, (part + 1) * linesAtOnce);
      await this.parts.insert({ _id: partId(batch, part), upload: id, batch, lines: some });
    }
    while (!(await this.uploads.put({ _id: id }, { since, batch, parts })));
    if (before && before.batch !== noBatch) await this.parts.remove({ upload: id, batch: before.batch });
  }

  async *lines(id: string): AsyncGenerator<string, void> {
    this.#require(id);
    const kept = await this.uploads.one({ _id: id });
    for (let part = 0; part < (kept?.parts ?? 0); part += 1) {
      const found = await this.parts.one({ _id: partId(kept!.batch, part) });
      if (!found) throw new Error('A kept file was replaced or removed while it was read.');
      yield* found.lines;
    }
  }

  /** What it consists of first: while anything is left of it, it is listed. */
  async remove(id: string): Promise<void> {
    this.#require(id);
    await this.parts.remove({ upload: id });
    await this.uploads.remove({ _id: id });
  }

  async list(): Promise<readonly KeptUpload[]> {
    this.#requireOpen();
    return (await this.uploads.all({})).map(({ _id: id, since }) => ({ id, since }));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #require(id: string): void {
    this.#requireOpen();
    assertUploadId(id);
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreClosed('The uploads are closed.');
  }
}

const partId = (batch: string, part: number): string => `${batch}.${part}`;
