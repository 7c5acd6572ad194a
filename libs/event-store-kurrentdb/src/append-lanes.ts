import type { AppendTicket, EncodedWrite, StreamName } from '@rollcall/event-sourcing';

/** What an append touches: the streams it writes to, and those it only checks. */
type Touched = Pick<EncodedWrite, 'stream'> & Readonly<{ events: readonly unknown[] }>;

/** The appends of one stream that are under way: the last that writes to it, and those that have checked it since. */
type Lane = { writing: Promise<void>; checking: Promise<void>[]; users: number };

/**
 * Puts appends in order that have to do with each other: those that share a stream which one of them writes to, and those
 * that were decided upon another's ticket. One is tried only when those before it have their outcome; so a stream that
 * everybody writes to has one append under way. Others go on beside it: nobody can tell in which order they were tried.
 */
export class AppendLanes {
  readonly #lanes = new Map<StreamName, Lane>();
  readonly #tickets = new WeakMap<AppendTicket, Promise<void>>();

  /** Runs `work` when its turn has come; the ticket's outcome is known before anything that depends on it is tried. */
  run<T>(touched: readonly Touched[], ticket: AppendTicket | undefined, work: () => Promise<T>): Promise<T> {
    const before = [
      ...touched.flatMap((one) => this.#before(one)),
      ...(ticket?.after ?? []).flatMap((predecessor) => this.#tickets.get(predecessor) ?? []),
    ];
    const result = Promise.all(before).then(work);
    const done: Promise<void> = result.then(
      () => this.#end(touched, done),
      () => this.#end(touched, done),
    );
    if (ticket) this.#tickets.set(ticket, done);
    for (const one of touched) this.#enter(one, done);
    return result;
  }

  #before({ stream, events }: Touched): Promise<void>[] {
    const lane = this.#lanes.get(stream);
    if (!lane) return [];
    return events.length === 0 ? [lane.writing] : [lane.writing, ...lane.checking];
  }

  #enter({ stream, events }: Touched, done: Promise<void>): void {
    const lane = this.#lanes.get(stream) ?? { writing: Promise.resolve(), checking: [], users: 0 };
    this.#lanes.set(stream, lane);
    lane.users += 1;
    if (events.length === 0) lane.checking.push(done);
    else {
      lane.writing = done;
      lane.checking = [];
    }
  }

  #end(touched: readonly Touched[], done: Promise<void>): void {
    for (const { stream } of touched) {
      const lane = this.#lanes.get(stream)!;
      lane.users -= 1;
      if (lane.users === 0) this.#lanes.delete(stream);
      else lane.checking = lane.checking.filter((checking) => checking !== done);
    }
  }
}
