import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineMissing } from './engine.js';
import { freePort, listens } from './free-port.js';
import { postgresPrograms, startPostgres } from './postgres.js';
import { cacheFolder, dockerAnswers, hasProgram, runProgram } from './programs.js';
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

const image = 'mongo:8';

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
  const container = await new GenericContainer(image)
    // The same port when it starts again.
    .withExposedPorts({ container: 27017, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
    .start();
  return {
    runsOn: `${image} in Docker`,
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

/** The program of `ferretdb/`, built once for each state of its sources; the first time takes minutes. */
async function builtFerret(): Promise<string> {
  const sources = join(import.meta.dirname, 'ferretdb');
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.sum']) hash.update(await readFile(join(sources, file)));
  const program = join(cacheFolder, `ferretdb-${hash.digest('hex').slice(0, 16)}`);
  const built = await access(program).then(
    () => true,
    () => false,
  );
  if (built) return program;
  await mkdir(cacheFolder, { recursive: true });
  const building = `${program}-${process.pid}`;
  const { code, output } = await runProgram('go', ['build', '-C', sources, '-o', building, '.']);
  if (code !== 0) throw new Error(`FerretDB could not be built:\n${output}`);
  await rename(building, program);
  return program;
}
