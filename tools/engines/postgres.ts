import { glob, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, listens } from './free-port.js';
import { runProgram } from './programs.js';
import { startServer } from './server-process.js';

/** A PostgreSQL of its own, for an engine that stores its data there. */
export interface Postgres extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
}

/** Where Debian's `postgresql` package puts the server's programs, the newest release; `undefined` when it is not here. */
export async function postgresPrograms(): Promise<string | undefined> {
  const folders: string[] = [];
  for await (const program of glob('/usr/lib/postgresql/*/bin/initdb')) folders.push(join(program, '..'));
  return folders.sort().at(-1);
}

/** Starts a server on an empty folder, which it owns from then on. What it stores need not survive a power cut. */
export async function startPostgres(programs: string, folder: string): Promise<Postgres> {
  await mkdir(folder, { recursive: true });
  // It refuses to run as root; then the user runs it that the package brings.
  const root = process.getuid?.() === 0;
  const prefix = root ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'] : [];
  if (root) await run('chown', ['postgres:', folder]);
  const program = (name: string, ...given: readonly string[]): readonly [string, readonly string[]] => {
    const [command = '', ...args] = [...prefix, join(programs, name), ...given];
    return [command, args];
  };
  const data = join(folder, 'data');
  await run(...program('initdb', '-D', data, '-U', 'rollcall', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'));
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
  const [command, args] = program(
    'postgres',
    '-D',
    data,
    ...Object.entries(settings).map(([key, value]) => `--${key}=${value}`),
  );
  const log = join(folder, '..', 'postgres.log');
  const server = await startServer({ command, args, log, within: 30_000, answers: () => listens(port) });
  return {
    pid: server.pid,
    url: `postgres://rollcall@127.0.0.1:${port}/postgres`,
    [Symbol.asyncDispose]: async () => {
      // Killed, it would leave its shared memory behind.
      await run(...program('pg_ctl', '-D', data, '-m', 'fast', 'stop')).finally(() => server.kill());
    },
  };
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runProgram(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
