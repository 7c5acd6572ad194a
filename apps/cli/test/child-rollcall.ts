import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The command in a process of its own, from the sources, to be killed. */
export function startRollcall(...args: readonly string[]) {
  return startRollcallWith({}, ...args);
}

/** The same with an environment of its own beside the PATH. */
export function startRollcallWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const command = ['--import', './tools/run-sources.mjs', 'apps/cli/src/main.ts', ...args];
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (text: Buffer): void => void (output += String(text));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit');
  return {
    get output() {
      return output;
    },
    /** Resolves with the exit code, `null` after a signal. */
    ended: async (): Promise<number | null> => {
      await ended;
      return child.exitCode;
    },
    /** Ends it as a power cut would. */
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
