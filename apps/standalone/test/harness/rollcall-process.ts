import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** How the command ended, and what it wrote. */
export type Ended = Readonly<{ code: number | null; out: string; err: string }>;
/** The `rollcall` command under way in a process of its own. */
export type RollcallProcess = Readonly<{
  ended: Promise<Ended>;
  /** What it has written so far. */
  written: () => string;
  /** Ends it as a power cut would. */
  kill: () => Promise<Ended>;
}>;

/** Starts the command from the sources; `environment` is all it has beside the PATH. */
export function startRollcall(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RollcallProcess {
  const command = ['--import', './tools/run-sources.mjs', 'apps/cli/src/main.ts', ...args];
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.err += text));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, ...written }));
  return {
    ended,
    written: () => written.out,
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** Runs it to its end. */
export const runRollcall = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> => startRollcall(args, environment).ended;

/** What `rollcall dump-state` prints of the installation that these settings name, line by line. @throws Error when it cannot. */
export async function dumpOf(environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { code, out, err } = await runRollcall(['dump-state'], environment);
  if (code !== 0) throw new Error(`dump-state ended with ${code}: ${err}`);
  return out.split('\n').filter(Boolean);
}
