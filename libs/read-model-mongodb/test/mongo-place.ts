import type { Place } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import type { MongoEngine } from '../../../tools/engines/mongo.js';
import type { MongoConnection, MongoDatabase } from '../src/mongo-connection.js';
import { openMongoConnection } from '../src/mongo-connection.js';

/** Names the database of one test. */
export const databaseName = (): string => `test-${randomUUID().slice(0, 8)}`;

/** A connection as a service has it, on a test's server. A test's data may be lost in a power cut. */
export const connectTo = (engine: MongoEngine): Promise<MongoConnection> => openMongoConnection({ url: engine.url });

/** A database of its own for one test, which every instance of the port reaches through a connection of its own. */
export async function mongoPlace<Port extends { close(): Promise<void> }>(
  engine: MongoEngine,
  openPort: (database: MongoDatabase) => Promise<Port>,
): Promise<Place<Port>> {
  const name = databaseName();
  const connections: MongoConnection[] = [];
  return {
    open: async () => {
      const connection = await connectTo(engine);
      connections.push(connection);
      return openPort(connection.database(name));
    },
    remove: async () => {
      await connections[0]?.database(name).drop();
      for (const connection of connections) await connection.close();
    },
  };
}
