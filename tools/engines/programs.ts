import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../run-tool.js';

/** Where engines that are not in a container lie once they were fetched or built; `npm ci` empties it. */
export const cacheFolder = join(root, 'node_modules/.cache/rollcall-engines');

/** Whether a Docker engine answers; the client alone is not enough. */
export const dockerAnswers = (): Promise<boolean> =>
  runProgram('docker', ['info', '--format', '{{.ServerVersion}}']).then(
    ({ code, output }) => code === 0 && /^\d/.test(output),
    () => false,
  );

/** Whether this machine has a program of this name. */
export const hasProgram = async (name: string): Promise<boolean> =>
  (await runProgram('sh', ['-c', `command -v "${name}"`])).code === 0;

/** Runs a program to its end, with all it printed. */
export async function runProgram(
  command: string,
  args: readonly string[],
): Promise<Readonly<{ code: number; output: string }>> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, output };
}
