import { ServiceProcess } from './service-process.js';

/** One instance of a service, which may be stopped and started again at its address. */
export class RestartableService {
  private process: ServiceProcess;

  constructor(
    readonly app: string,
    readonly url: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.process = new ServiceProcess(app, url, environment);
  }

  ready(limit: number): Promise<void> {
    return this.process.ready(limit);
  }
  isQuiet(): Promise<boolean> {
    return this.process.isQuiet();
  }

  /** One of its figures, summed up over its labels; those that match `labels` only. */
  async figure(name: string, labels = ''): Promise<number> {
    const figures = await (await fetch(`${this.url}/metrics`)).text();
    const lines = figures.matchAll(new RegExp(`^${name}\\{[^}]*${labels}[^}]*\\} (\\S+)$`, 'gm'));
    return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
  }

  /**
   * Asks it to stop, as an orchestrator does, and starts it again, from the build in `sources` where one is named; resolves
   * when it is ready. @throws Error when it did not stop cleanly.
   */
  async restart(limit: number, sources?: string): Promise<void> {
    const { code, output } = await this.process.stop();
    if (code !== 0) throw new Error(`${this.app} ended with ${code}:\n${output.slice(-4_000)}`);
    this.process = new ServiceProcess(this.app, this.url, this.environment, sources);
    await this.process.ready(limit);
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}
