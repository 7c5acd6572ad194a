import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** A deployable's own `main.ts` in a process of its own, from the sources, talked to over HTTP alone. */
export class ServiceProcess {
  private output = '';
  private readonly process: ChildProcess;

  /** `sources` is the folder of the build that runs. */
  constructor(
    private readonly app: string,
    readonly url: string,
    environment: Readonly<Record<string, string>>,
    sources = root,
  ) {
    const args = ['--import', './tools/run-sources.mjs', `apps/${app}/src/main.ts`];
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    this.process = spawn(process.execPath, args, { cwd: sources, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (text: Buffer): void => void (this.output += String(text));
    this.process.stdout?.on('data', keep);
    this.process.stderr?.on('data', keep);
  }

  /** Resolves when it has caught up. @throws Error with what it wrote, when it ended instead or never gets there. */
  async ready(limit: number): Promise<void> {
    try {
      await until(
        `${this.app} is ready`,
        async () => {
          if (this.ended) throw new Error(`${this.app} ended.`);
          return (await fetch(`${this.url}/health/ready`).catch(() => undefined))?.status === 200;
        },
        limit,
      );
    } catch (error) {
      throw new Error(`${String(error)}\n${this.output.slice(-4_000)}`, { cause: error });
    }
  }

  /** Whether nothing waits to be published or handled, as far as its figures tell. */
  async isQuiet(): Promise<boolean> {
    const figures = await (await fetch(`${this.url}/metrics`)).text();
    const waiting = figures.matchAll(/^rollcall_(?:lag|relay_delay_seconds|parked)\{[^}]*\} (\S+)$/gm);
    return [...waiting].every(([, value]) => Number(value) === 0);
  }

  /** Asks it to stop, as an orchestrator does; answers the exit code, and what it wrote. */
  async stop(): Promise<Readonly<{ code: number | null; output: string }>> {
    this.process.kill('SIGTERM');
    if (!this.ended) await once(this.process, 'exit');
    return { code: this.process.exitCode, output: this.output };
  }

  private get ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }
}
