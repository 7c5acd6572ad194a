import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FailPoint, textOf } from './fail-point.js';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const runSources = new URL('../../../../tools/run-sources.mjs', import.meta.url).href;

/** The same in every run, so that the same stories have the same ids. */
const secrets = Object.fromEntries(
  ['master', 'index', 'link'].map((name, index) => [name, Buffer.alloc(32, index + 1).toString('base64url')]),
);

/** The same as settings, for engines that make none. */
export const secretSettings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(secrets).map(([name, key]) => [`ROLLCALL_${name.toUpperCase()}_KEY`, key]),
);

/** An installation in a process of its own that may end at any moment. */
export class KillableStandalone {
  readonly url: string;
  private process: ChildProcess | undefined;
  private errors = '';

  /** `environment`: settings beside folder and port. */
  constructor(
    private readonly options: Readonly<{
      dataDir: string;
      port: number;
      environment?: Readonly<Record<string, string>>;
    }>,
  ) {
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** The first start. Resolves when a test site is open. */
  async open(seats: number): Promise<void> {
    await mkdir(this.options.dataDir, { recursive: true });
    await writeFile(join(this.options.dataDir, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
    this.spawn({ ROLLCALL_TEST_SEATS: String(seats) });
    await this.told('ready');
  }

  /** Resolves when the process answers. There it is so much later, ms. */
  async start(clockAhead = 0): Promise<void> {
    this.spawn({ ROLLCALL_TEST_CLOCK_AHEAD: String(clockAhead) });
    await this.told('ready');
  }

  /** Starts with a fail point that counts at once. Resolves when the process answers, or has killed itself before. */
  async startArmed(point: FailPoint, clockAhead = 0): Promise<void> {
    this.spawn({ ROLLCALL_TEST_CLOCK_AHEAD: String(clockAhead), ROLLCALL_TEST_FAIL_POINT: textOf(point) });
    await this.told('ready').catch((error: unknown) => {
      if (this.process?.signalCode !== 'SIGKILL') throw error;
    });
  }

  /** From now on calls count towards this fail point. */
  arm(point: FailPoint): void {
    this.process?.send(textOf(point), () => undefined);
  }

  /** Resolves when the process has ended, by whichever hand; answers the signal. */
  async ended(): Promise<string | undefined> {
    const running = this.process!;
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
    return running.signalCode ?? undefined;
  }

  /** Resolves when a fail point has ended it. @throws Error when it is quiet before: the point was never reached. */
  async killedItself(): Promise<void> {
    const quiet = this.quiet().catch(() => undefined);
    const first = await Promise.race([this.ended(), quiet.then(() => 'quiet')]);
    if (first !== 'SIGKILL') throw new Error(`The fail point was not reached: ${first}`);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (!this.process) return;
    this.process.kill('SIGKILL');
    await this.ended();
  }

  /** Resolves when nothing is left to follow from what was done. */
  async quiet(): Promise<void> {
    const told = this.told('quiet');
    this.process?.send('quiet', () => undefined);
    await told;
  }

  async stop(): Promise<void> {
    this.process?.kill('SIGTERM');
    await this.ended();
    if (this.process?.exitCode !== 0) throw new Error(`It did not stop cleanly: ${this.errors}`);
  }

  private spawn(more: Readonly<Record<string, string>>): void {
    const { dataDir, port, environment } = this.options;
    this.process = fork(child, {
      execArgv: ['--import', runSources],
      env: {
        PATH: process.env['PATH'],
        ROLLCALL_DATA_DIR: dataDir,
        ROLLCALL_PORT: String(port),
        ...environment,
        ...more,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.on('data', (text: Buffer) => (this.errors += String(text)));
  }

  private told(word: string): Promise<void> {
    const running = this.process!;
    if (running.exitCode !== null || running.signalCode !== null) return Promise.reject(new Error('It has ended.'));
    return new Promise((resolve, reject) => {
      const onMessage = (message: unknown): void => {
        if (message !== word) return;
        finish();
        resolve();
      };
      const onExit = (): void => {
        finish();
        reject(new Error(`It ended before it was ${word}: ${this.errors}`));
      };
      const finish = (): void => {
        running.off('message', onMessage);
        running.off('exit', onExit);
      };
      running.on('message', onMessage);
      running.on('exit', onExit);
    });
  }
}
