import type { Connection, SchemaDefinition } from 'mongoose';
import mongoose from 'mongoose';
import { restartWhenSilent } from './heartbeat-watch.js';
import { MongoCollection } from './mongo-collection.js';
import { answering } from './store-failure.js';

/** Which server, and what it must have done before a write counts. */
export type MongoConnectionOptions = Readonly<{
  /** A connection string, `mongodb://…`, with TLS and credentials where the server asks for them. It is a secret. */
  url: string;
  /** How many members must hold a write, and whether in their journals; a majority and yes unless given. */
  writeConcern?: Readonly<{ w: number | 'majority'; j: boolean }>;
  /** How long a question waits for a server to answer it before it fails, ms; 5 s unless given. */
  answersWithin?: number;
}>;

/** A pool of connections to one server or replica set, for all stores of a process. */
export interface MongoConnection {
  /** A database of that server, made by its first write. */
  database(name: string): MongoDatabase;
  /** Whether the server answers right now; for health and the failure policy (KRN-10). */
  answers(): Promise<boolean>;
  /** Ends the pool; the stores on it are closed before. */
  close(): Promise<void>;
}

/**
 * Connects to a server.
 * @throws DependencyAway when none answers in time.
 */
export async function openMongoConnection({
  url,
  writeConcern = { w: 'majority', j: true },
  answersWithin = 5_000,
}: MongoConnectionOptions): Promise<MongoConnection> {
  const connection = driver.createConnection(url, {
    writeConcern,
    serverSelectionTimeoutMS: answersWithin,
    connectTimeoutMS: 2 * answersWithin,
    heartbeatFrequencyMS: answersWithin,
  });
  try {
    await answering(() => connection.asPromise());
  } catch (error) {
    await connection.destroy().catch(() => undefined);
    throw error;
  }
  // Longer than the longest look at a server, and the pause before it.
  const endWatch = restartWhenSilent(connection.getClient(), 4 * answersWithin);
  return {
    database: (name) => new MongoDatabase(connection.useDb(name, { useCache: true })),
    answers: async () => (await connection.db?.command({ ping: 1 }).catch(() => undefined)) !== undefined,
    close: async () => {
      await endWatch();
      await connection.close();
      // Of a client that began anew, the line before knows nothing any more.
      await connection.getClient().close();
    },
  };
}

/** One database: the collections of a service's stores. */
export class MongoDatabase {
  constructor(private readonly connection: Connection) {}

  /** A collection of documents of one shape, kept by their text ids. What is asked of it is cast to that shape. */
  collection<Doc extends { _id: string }>(name: string, shape: SchemaDefinition): MongoCollection<Doc> {
    const schema = new driver.Schema({ _id: String, ...shape }, { versionKey: false, minimize: false });
    const known = this.connection.models[name];
    const model = known ?? this.connection.model(name, schema, name);
    return new MongoCollection<Doc>(model as never);
  }

  async collectionNames(): Promise<readonly string[]> {
    return answering(async () => (await this.connection.listCollections()).map(({ name }) => name));
  }

  async dropCollection(name: string): Promise<void> {
    if (this.connection.models[name]) this.connection.deleteModel(name);
    await answering(() => this.connection.dropCollection(name));
  }

  /** Removes all there is in it. */
  async drop(): Promise<void> {
    await answering(() => this.connection.dropDatabase());
  }
}

/**
 * The driver with settings of its own, whatever else in the process uses it. A filter holds values, never operators that
 * came with them; indexes are made by those who declare them; a call does not wait for a connection to come back.
 */
const driver = new mongoose.Mongoose({
  sanitizeFilter: true,
  strictQuery: 'throw',
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
});
