import { type Answered, type Asking, PublicDoor } from '../harness/public-door.js';

/** A request that the installation failed, and when: milliseconds since the epoch. */
export type Failure = Readonly<{ what: string; from: number; to: number }>;

/** The public door, with every failure of the installation's own noted: 5xx, and connections that break. */
export class WatchedDoor extends PublicDoor {
  readonly failures: Failure[] = [];

  override holding(token: string): WatchedDoor {
    return new WatchedDoor(this.url, 0, token);
  }

  override async ask(method: string, path: string, asking: Asking = {}): Promise<Answered> {
    const from = Date.now();
    const note = (how: unknown): void =>
      void this.failures.push({ what: `${method} ${path}: ${String(how)}`, from, to: Date.now() });
    try {
      const answered = await super.ask(method, path, asking);
      if (answered.status >= 500) note(`${answered.status} ${answered.body?.code}`);
      return answered;
    } catch (error) {
      note(error);
      throw error;
    }
  }
}
