import type { FailPoint, Port } from './fail-point.js';

/** Ends this process at once, as a power cut would: no handler runs, nothing is flushed. */
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: SIGKILL cannot be handled');
};

/** Counts calls of ports and, once a fail point is set, ends the process at it. */
export class ArmedPorts {
  private point: FailPoint | undefined;
  private calls = 0;

  /** From now on calls count towards this point. */
  arm(point: FailPoint): void {
    this.point = point;
    this.calls = 0;
  }

  /**
   * Exchanges a method of a port for itself, counted. `eventsOf` tells which events a call holds; a call it answers
   * `undefined` for is none of the port's business.
   */
  watch<T extends object, K extends keyof T>(
    on: T,
    method: K,
    port: Port,
    eventsOf: (...args: never[]) => readonly string[] | undefined = () => [],
  ): void {
    const original = (on[method] as (...args: unknown[]) => Promise<unknown>).bind(on);
    const counted = async (...args: unknown[]): Promise<unknown> => {
      if (!this.reaches(port, () => eventsOf(...(args as never[])))) return original(...args);
      if (this.point?.when === 'before') die();
      await original(...args);
      return die();
    };
    Object.defineProperty(on, method, { value: counted });
  }

  private reaches(port: Port, eventsOf: () => readonly string[] | undefined): boolean {
    const { point } = this;
    if (point?.port !== port) return false;
    const events = eventsOf();
    if (!events || (point.event !== undefined && !events.includes(point.event))) return false;
    this.calls += 1;
    return this.calls === point.call;
  }
}
