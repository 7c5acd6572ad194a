import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** How a server is run: its command, its log, and how to tell that it answers. */
export type ServerOptions = Readonly<{
  command: string;
  args: readonly string[];
  /** Where its output goes; shown when it does not start. */
  log: string;
  environment?: Readonly<Record<string, string>>;
  /** Asked again until it says yes; a throw counts as no. */
  answers: () => Promise<boolean>;
  /** How long it may take to answer, ms. */
  within: number;
}>;

/** A server in a process of its own, which ends with this one even when this one is killed. */
export interface ServerProcess extends AsyncDisposable {
  readonly pid: number;
  /** Ends it at once, as a crash does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Ends the server once this process has let go of the standard input: at its end, however it came about. */
const keeper = 'exec 3<&0; "$@" </dev/null & echo $!; trap "" TERM; cat <&3 >/dev/null; kill -9 $!; wait $!';

/**
 * Starts a server and waits until it answers.
 * @throws Error with the end of its log when it ends or stays silent for too long.
 */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const child = spawn('sh', ['-c', `${keeper} 2>/dev/null`, 'sh', options.command, ...options.args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    // A Ctrl-C in the terminal is this process's own.
    detached: true,
  });
  const log = createWriteStream(options.log, { flags: 'a' });
  child.stderr.pipe(log);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const pid = Number(await new Promise<string>((resolve) => lines.once('line', resolve)));
  lines.on('line', (line) => log.write(`${line}\n`));
  const kill = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  try {
    await answered(options, pid);
  } catch (error) {
    await kill();
    throw error;
  }
  return { pid, kill, [Symbol.asyncDispose]: kill };
}

async function answered({ answers, within, log, command }: ServerOptions, pid: number): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await answers().catch(() => false))) {
    const gone = !isAlive(pid);
    if (gone || Date.now() > deadline) {
      const end = (await readFile(log, 'utf8')).split('\n').slice(-30).join('\n');
      throw new Error(`${command} ${gone ? 'has ended' : `did not answer within ${within} ms`}:\n${end}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
