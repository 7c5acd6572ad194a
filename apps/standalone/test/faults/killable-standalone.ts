import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type FailPoint, textOf } from './fail-point.js';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const runSources = new URL('../../../../tools/run-sources.mjs', import.meta.url).href;

/** An installation in a process of its own that may end at any moment. */
export class KillableStandalone {
  readonly url: string;
  private process: ChildProcess | undefined;
  private errors = '';

  constructor(private readonly options: Readonly<{ dataDir: string; port: number; seats: number }>) {
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** Resolves when the process answers; with a fail point it is going to kill itself later. */
  async start(point?: FailPoint): Promise<void> {
    const { dataDir, port, seats } = this.options;
    const env = {
      PATH: process.env['PATH'],
      ROLLCALL_DATA_DIR: dataDir,
      ROLLCALL_PORT: String(port),
      ROLLCALL_TEST_SEATS: String(seats),
      ...(point ? { ROLLCALL_TEST_FAIL_POINT: textOf(point) } : {}),
    };
    const started = fork(child, {
      execArgv: ['--import', runSources],
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    started.stderr?.on('data', (text: Buffer) => (this.errors += String(text)));
    this.process = started;
    await this.told('ready');
  }

  /** Resolves when the process has ended, by whichever hand; answers the signal. */
  async ended(): Promise<string | undefined> {
    const running = this.process!;
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
    return running.signalCode ?? undefined;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.process?.kill('SIGKILL');
    await this.ended();
  }

  /** Resolves when nothing is left to follow from what was done. */
  async quiet(): Promise<void> {
    this.process?.send('quiet');
    await this.told('quiet');
  }

  async stop(): Promise<void> {
    this.process?.kill('SIGTERM');
    await this.ended();
    if (this.process?.exitCode !== 0) throw new Error(`It did not stop cleanly: ${this.errors}`);
  }

  private told(word: string): Promise<void> {
    const running = this.process!;
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
