import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineMissing } from './engine.js';
import { freePort, listens } from './free-port.js';
import { builtGoProgram } from './go-program.js';
import { postgresPrograms, startPostgres } from './postgres.js';
import { dockerAnswers, hasProgram, runProgram } from './programs.js';
import type { ServerProcess } from './server-process.js';
import { startServer } from './server-process.js';

/** A single server that speaks MongoDB's protocol. */
export interface MongoEngine extends Engine {
  /** Where it is, without a database; the same after a restart. */
  readonly url: string;
  /** Whether it is MongoDB itself; its stand-in cannot make indexes that end documents by their time. */
  readonly genuine: boolean;
  /** Ends the server as a crash does; what it has stored stays. */
  kill(): Promise<void>;
  /** Starts a killed server again on its data; resolves when it answers. */
  restart(): Promise<void>;
}

/** MongoDB as production runs it. */
export const mongoImage = 'mongo:8';

/**
 * MongoDB in Docker where that answers; otherwise FerretDB 1.24, built here once, on a PostgreSQL of its own. That takes Go
 * and Debian's `postgresql`.
 */
export async function startMongo(): Promise<MongoEngine | EngineMissing> {
  if (await dockerAnswers()) return startContainer();
  if (!(await hasProgram('go'))) return { missing: 'neither a Docker engine nor the program go is here' };
  const programs = await postgresPrograms();
  if (!programs) return { missing: 'neither a Docker engine nor PostgreSQL (apt-get install postgresql) is here' };
  return startFerret(await builtFerret(), programs);
}

async function startContainer(): Promise<MongoEngine> {
  // Loaded here only: it takes a second, and most machines without Docker never need it.
  const { GenericContainer, Wait } = await import('testcontainers');
  const port = await freePort();
  const container = await new GenericContainer(mongoImage)
    // The same port when it starts again.
    .withExposedPorts({ container: 27017, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
    .start();
  return {
    runsOn: `${mongoImage} in Docker`,
    url: `mongodb://127.0.0.1:${port}`,
    genuine: true,
    kill: () => container.stop({ remove: false, removeVolumes: false, timeout: 0 }).then(() => undefined),
    restart: () => container.restart(),
    [Symbol.asyncDispose]: () => container.stop().then(() => undefined),
  };
}

async function startFerret(program: string, programs: string): Promise<MongoEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-mongo-'));
  // Others than its maker run PostgreSQL in it.
  await runProgram('chmod', ['755', folder]);
  const postgres = await startPostgres(programs, join(folder, 'postgres'));
  const port = await freePort();
  const args = [`127.0.0.1:${port}`, postgres.url];
  const log = join(folder, 'ferretdb.log');
  const start = (): Promise<ServerProcess> =>
    startServer({ command: program, args, log, within: 30_000, answers: () => listens(port) });
  let server = await start();
  return {
    runsOn: `FerretDB 1.24, process ${server.pid}, on PostgreSQL, process ${postgres.pid}`,
    url: `mongodb://127.0.0.1:${port}`,
    genuine: false,
    kill: () => server.kill(),
    restart: async () => {
      server = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await server.kill();
      await postgres[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const builtFerret = (): Promise<string> =>
  builtGoProgram({
    module: join(import.meta.dirname, 'ferretdb'),
    package: '.',
    name: 'ferretdb',
    sources: ['main.go'],
  });
