import { setTimeout as pause } from 'node:timers/promises';
import type { Answered, Asking, Json, PublicDoor } from '../harness/public-door.js';

/** Answers that say "not now": the process is starting, waits for something, or an earlier try is not over. */
const later: ReadonlySet<number> = new Set([429, 502, 503]);
const isLater = ({ status, body }: Answered): boolean => later.has(status) || body?.code === 'command-in-progress';
/** Whatever is waited for comes true within this time, ms, kills included. */
const patience = process.env['ROLLCALL_LONG'] === '1' ? 600_000 : 240_000;
/** The first look comes again after this long, ms, and each later one after a bit longer, up to the last. */
const pauses = { first: 20, last: 500, growth: 1.3 };

/** The public door of an installation that is killed and started again: what got no answer is asked again, with its key. */
export class PatientDoor {
  private stopped = false;

  constructor(readonly door: PublicDoor) {}

  /** Whoever waits here is told that it is over. */
  stop(): void {
    this.stopped = true;
  }

  /** The final answer's body. @throws Error for anything but a success. */
  async must(method: string, path: string, asking: Asking = {}): Promise<Json> {
    const { status, body } = await this.answered(() => this.door.ask(method, path, asking));
    if (status >= 300) throw new Error(`${method} ${path} (${asking.key}): ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Reads until it is so; answers what was read then. */
  until(path: string, isSo: (read: Json) => boolean): Promise<Json> {
    return this.again(
      path,
      () => this.door.must('GET', path),
      (read) => isSo(read),
    );
  }

  /** The first answer that is not "not now". */
  answered(ask: () => Promise<Answered>): Promise<Answered> {
    return this.again('a final answer', ask, (answer) => !isLater(answer));
  }

  /** Asks until the answer fits; a connection that is refused or breaks is asked again too. */
  async again<T>(what: string, ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
    const limit = Date.now() + patience;
    for (let wait = pauses.first; ; wait = Math.min(wait * pauses.growth, pauses.last)) {
      const answer = await ask().catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && fits(answer)) return answer;
      if (this.stopped) throw new Error('The stories were ended.');
      if (Date.now() > limit) throw new Error(`${what}: never as expected, last ${JSON.stringify(answer)}`);
      await pause(wait);
    }
  }
}
