import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../apps/standalone/test/harness/free-port.js';
import { until } from '../apps/standalone/test/harness/until.js';

const main = fileURLToPath(new URL('../apps/standalone/dist/main.js', import.meta.url));

/** A data folder with the example studio in it. */
export type StudioFolder = Readonly<{ environment: Readonly<Record<string, string>>; end(): Promise<void> }>;

/** Sets the example studio up by the built program, once (`npm run build` comes first). */
export async function prepareBuilt(password: string): Promise<StudioFolder> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bench-built-'));
  const environment = {
    PATH: process.env['PATH'] ?? '',
    ROLLCALL_DATA_DIR: dataDir,
    ROLLCALL_PORT: String(await freePort()),
    ROLLCALL_ADMIN_PASSWORD: password,
  };
  const folder = { environment, end: () => rm(dataDir, { recursive: true }) };
  await startBuilt(folder);
  return folder;
}

/** Starts the built program on a folder, waits until it is ready, and stops it. */
export async function startBuilt({ environment }: StudioFolder): Promise<{ seconds: number; megabytes: number }> {
  const start = performance.now();
  const running = spawn(process.execPath, [main], { env: environment, stdio: 'ignore' });
  const isReady = async (): Promise<boolean> => {
    if (running.exitCode !== null) throw new Error(`It ended with ${running.exitCode}: run npm run build first.`);
    const answer = await fetch(`http://127.0.0.1:${environment['ROLLCALL_PORT']}/health/ready`).catch(() => undefined);
    return answer?.status === 200;
  };
  try {
    await until('the built program is ready', isReady, 300_000);
    return { seconds: (performance.now() - start) / 1_000, megabytes: await memoryOf(running) };
  } finally {
    running.kill('SIGTERM');
    if (running.exitCode === null) await once(running, 'exit');
  }
}

/** Resident memory as the system counts it. */
async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1_024;
}
