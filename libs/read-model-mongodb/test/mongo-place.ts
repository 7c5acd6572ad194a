import type { Place } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import type { MongoEngine } from '../../../tools/engines/mongo.js';
import type { MongoConnection, MongoDatabase } from '../src/mongo-connection.js';
import { openMongoConnection } from '../src/mongo-connection.js';

const databaseName = (): string => `test-${randomUUID().slice(0, 8)}`;

/** A database of its own for one test, reached through one connection; disposing of it removes it. */
export async function databaseOn(engine: MongoEngine) {
  const connection = await openMongoConnection({ url: engine.url, answersWithin: 2_000 });
  const database = connection.database(databaseName());
  return {
    connection,
    database,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await database.drop();
      await connection.close();
    },
  };
}

/** A database of its own for one test, which every instance of the port reaches through a connection of its own. */
export async function mongoPlace<Port extends { close(): Promise<void> }>(
  engine: MongoEngine,
  openPort: (database: MongoDatabase) => Promise<Port>,
): Promise<Place<Port>> {
  const name = databaseName();
  const connections: MongoConnection[] = [];
  return {
    open: async () => {
      const connection = await openMongoConnection({ url: engine.url });
      connections.push(connection);
      return openPort(connection.database(name));
    },
    remove: async () => {
      await connections[0]?.database(name).drop();
      for (const connection of connections) await connection.close();
    },
  };
}
