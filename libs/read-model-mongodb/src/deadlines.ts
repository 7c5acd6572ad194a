import type { Deadline, Deadlines, Message, Position, StreamName } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed, readTaggedJson, writeTaggedJson } from '@rollcall/event-sourcing';
import type { Filter, MongoCollection } from './mongo-collection.js';
import { compared } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** `sendAt` is later than `dueAt` when the deadline was put off. */
type DeadlineRecord = {
  _id: string;
  projection: string;
  key: string;
  dueAt: Date;
  sendAt: Date;
  stream: string;
  command: string;
};
type CheckpointRecord = { _id: string; position: string };

/**
 * What is due later, in a MongoDB database (KRN-13). No deadline ends by itself: one that nobody could send in time is sent
 * late.
 */
export async function createMongoDeadlines({ database }: { database: MongoDatabase }): Promise<Deadlines> {
  const deadlines = database.collection<DeadlineRecord>('deadlines', {
    ...{ projection: String, key: String, dueAt: Date, sendAt: Date, stream: String, command: String },
  });
  const checkpoints = database.collection<CheckpointRecord>('checkpoints', { position: String });
  await deadlines.index({ projection: 1, sendAt: 1, key: 1 });
  return new MongoDeadlines(deadlines, checkpoints);
}

class MongoDeadlines implements Deadlines {
  #closed = false;

  constructor(
    private readonly deadlines: MongoCollection<DeadlineRecord>,
    private readonly checkpoints: MongoCollection<CheckpointRecord>,
  ) {}

  async due(projection: string, before: Date, limit: number): Promise<readonly Deadline[]> {
    return (await this.#first({ projection, sendAt: compared({ $lte: before }) }, limit)).map(deadlineOf);
  }

  async next(projection: string): Promise<Date | undefined> {
    const [first] = await this.#first({ projection }, 1);
    return first?.sendAt;
  }

  async set(projection: string, key: string, deadline: Omit<Deadline, 'key'> | undefined): Promise<void> {
    this.#requireOpen();
    const _id = idOf(projection, key);
    if (!deadline) {
      await this.deadlines.remove({ _id });
      return;
    }
    const fields = { projection, key, sendAt: deadline.dueAt, ...contentOf(deadline) };
    // Two instances that add one key at the same moment collide; written again it is replaced.
    while (!(await this.deadlines.put({ _id }, fields)));
  }

  async sent(projection: string, deadline: Deadline): Promise<void> {
    this.#requireOpen();
    await this.deadlines.remove(thisOne(projection, deadline));
  }

  async putOff(projection: string, deadline: Deadline, until: Date): Promise<void> {
    this.#requireOpen();
    await this.deadlines.set(thisOne(projection, deadline), { sendAt: until });
  }

  async load(name: string): Promise<Position | 'start'> {
    this.#requireOpen();
    return ((await this.checkpoints.one({ _id: name }))?.position ?? 'start') as Position | 'start';
  }

  async save(name: string, from: Position | 'start', to: Position): Promise<void> {
    this.#requireOpen();
    const moved =
      from === 'start'
        ? await this.checkpoints.insert({ _id: name, position: to })
        : await this.checkpoints.set({ _id: name, position: from }, { position: to });
    if (!moved) throw new CheckpointConflict(`${name} is at ${await this.load(name)}, not at ${from}.`);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #first(filter: Filter, limit: number): Promise<readonly DeadlineRecord[]> {
    this.#requireOpen();
    return this.deadlines.all(filter, { sort: { sendAt: 1, key: 1 }, limit });
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreClosed('The deadlines are closed.');
  }
}

/** Finds a deadline as it was read, and none that took its place. */
const thisOne = (projection: string, deadline: Deadline): Filter => ({
  _id: idOf(projection, deadline.key),
  ...contentOf(deadline),
});

const idOf = (projection: string, key: string): string => JSON.stringify([projection, key]);

const contentOf = ({ dueAt, stream, command }: Omit<Deadline, 'key'>) => ({
  dueAt,
  stream,
  command: writeTaggedJson(command),
});

const deadlineOf = ({ key, dueAt, stream, command }: DeadlineRecord): Deadline => ({
  key,
  dueAt,
  stream: stream as StreamName,
  command: readTaggedJson(command) as Message,
});
