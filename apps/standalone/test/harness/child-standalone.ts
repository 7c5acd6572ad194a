import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** The product's own `main.ts` in a process of its own, as `npm start` runs it, from the sources. */
export class ChildStandalone {
  /** Everything it wrote. */
  output = '';
  private readonly process: ChildProcess;

  constructor(private readonly environment: Readonly<Record<string, string>>) {
    const args = ['--import', './tools/run-sources.mjs', 'apps/standalone/src/main.ts'];
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    this.process = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (text: Buffer): void => void (this.output += String(text));
    this.process.stdout?.on('data', keep);
    this.process.stderr?.on('data', keep);
  }

  get pid(): number {
    return this.process.pid!;
  }
  get url(): string {
    return `http://127.0.0.1:${this.environment['ROLLCALL_PORT']}`;
  }

  /** Resolves when it is set up and says so. @throws Error when it ended instead. */
  async ready(limit = 120_000): Promise<void> {
    const isReady = async (): Promise<boolean> => {
      if (this.process.exitCode !== null) throw new Error(`It ended: ${this.output}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      return answer?.status === 200 && this.output.includes('└');
    };
    await until('it is ready', isReady, limit);
  }

  /** Resolves with the exit code when it has ended by itself. */
  async exited(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.exitCode;
  }

  /** Asks it to stop, as Ctrl-C or an orchestrator does. */
  stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    this.process.kill(signal);
    return this.exited();
  }
}
