import type { CachedStream, Evolution } from './cached-stream.js';
import type { Command, CommandContext, Get, Outcome } from './command.js';
import type { Cryptography } from './cryptography.js';
import { PredecessorFailed, VersionConflict, type EventStore, type ExpectedVersion } from './event-store.js';
import { eventId } from './ids.js';
import { streamVersion, type Message, type NewEvent, type StreamName } from './message.js';
import { queueAppend } from './queued-append.js';
import { isRejection, reject, type Rejection } from './rejection.js';
import type { StreamCache } from './stream-cache.js';
import { readAfter } from './stream-reading.js';

/** What commands are attempted with. */
export type AttemptPorts = Readonly<{
  store: Pick<EventStore, 'append' | 'readStream'>;
  cache: StreamCache;
  cryptography: Pick<Cryptography, 'uuid5'>;
}>;

/** `loaded`: go on. `changed`: what was decided on is no longer so. `conflict`: another instance was faster. */
export type Again = 'loaded' | 'changed' | 'conflict';

type Decided = Readonly<{ looked: ReadonlyMap<StreamName, CachedStream> }> &
  (Readonly<{ result: ReturnType<Command['decide']> }> | Readonly<{ thrown: unknown }>);

/** One command on its way to its outcome; holds the streams it has looked at until it is released (KRN-05). */
export class CommandAttempt {
  private readonly held = new Map<StreamName, CachedStream>();
  private searchedWholeStream = false;

  constructor(
    private readonly ports: AttemptPorts,
    private readonly command: Command,
    private readonly context: CommandContext,
  ) {}

  /** Everything between looking at the states and queueing the append happens in one tick: nothing can come between. */
  tryOnce(): Promise<Outcome | Again> {
    const addressed = this.hold(this.command.addressed);
    // Without its ids nothing can be decided; a cold stream is loaded with its decider, which the decision names.
    const earlier = addressed.current ? this.earlierEffect(addressed) : undefined;
    if (earlier) return earlier;
    const decided = this.decide();
    if ('missing' in decided) return decided.missing.bringUpToDate().then(() => 'loaded');
    if (!addressed.current) return addressed.bringUpToDate().then(() => 'loaded');
    const stale = this.staleVersion(addressed);
    if (stale) return this.unwritten({ ok: false, rejection: stale }, [addressed]);
    const { looked } = decided;
    const lookedAt = new Set([addressed, ...looked.values()]);
    if ('thrown' in decided) return this.thrown(decided.thrown, [...lookedAt]);
    const { result } = decided;
    if (isRejection(result)) return this.unwritten({ ok: false, rejection: result }, [...lookedAt]);
    const written = [...result.values()].some((events) => events.length > 0);
    if (!written) return this.unwritten({ ok: true, written: new Map() }, [...lookedAt]);
    // A fault of the decision, or of states of different ages: with the newest ones it may decide as it should.
    const fault = this.faultOf(looked, result);
    if (fault) return this.thrown(fault, [...lookedAt]);
    return this.append(looked, result);
  }

  release(): void {
    for (const cached of this.held.values()) this.ports.cache.release(cached);
  }

  private hold(stream: StreamName, evolution?: Evolution): CachedStream {
    const held = this.held.get(stream);
    if (held && (!evolution || held.evolution === evolution)) return held;
    const cached = this.ports.cache.hold(stream, evolution);
    if (held) this.ports.cache.release(held);
    this.held.set(stream, cached);
    return cached;
  }

  private decide(): Decided | Readonly<{ missing: CachedStream }> {
    const looked = new Map<StreamName, CachedStream>();
    const get: Get = (aggregate, stream) => {
      const cached = this.hold(stream, aggregate);
      if (!cached.current) throw new StateMissing(cached); // eslint-disable-line @typescript-eslint/only-throw-error -- see there
      looked.set(stream, cached);
      return cached.newest.state as never;
    };
    try {
      return { looked, result: this.command.decide(get) };
    } catch (error) {
      return error instanceof StateMissing ? { missing: error.cached } : { looked, thrown: error };
    }
  }

  /** What the command did when it was handled before: its id is looked for before anything else (KRN-04). */
  private earlierEffect(addressed: CachedStream): Promise<Outcome | Again> | undefined {
    const effect = addressed.effectOf(this.context.commandId);
    if (typeof effect === 'bigint') return this.readEffect(effect === 0n ? 'no-stream' : streamVersion(effect - 1n));
    if (effect) return effect.settled.then(() => 'changed');
    if (this.searchedWholeStream || !addressed.mayHaveForgotten(this.context.occurredAt)) return undefined;
    this.searchedWholeStream = true;
    return this.readEffect('no-stream');
  }

  private async readEffect(after: ExpectedVersion): Promise<Outcome | Again> {
    const stream = this.command.addressed;
    const events = [];
    for await (const event of readAfter(this.ports.store, stream, after)) {
      if (event.metadata.commandId === this.context.commandId) events.push(event);
      else if (events.length > 0) break;
    }
    const last = events.at(-1);
    return last ? { ok: true, written: new Map([[stream, { version: last.version, events }]]) } : 'loaded';
  }

  private staleVersion({ newest }: CachedStream): Rejection | undefined {
    const { expected } = this.context;
    if (expected === undefined || newest.version === expected) return undefined;
    const details = { expected: String(expected), actual: String(newest.version) };
    return reject('stale-version', 'This was changed in the meantime. Reload it and try again.', details);
  }

  /**
   * An outcome that writes nothing is not checked by an append. So it holds only when everything it was decided on was
   * stored, and nobody else has written to what it looked at. Own events queued later do not matter: they come after it.
   * (Those of a command delivered to two instances at once may have been stored before, by the other one.)
   */
  private async unwritten(outcome: Outcome, looked: readonly CachedStream[]): Promise<Outcome | Again> {
    return (await this.stillHolds(looked)) ? outcome : 'changed';
  }

  /** A decision that throws ("the site is not known yet") may have looked at what another instance has changed since. */
  private async thrown(error: unknown, looked: readonly CachedStream[]): Promise<Again> {
    if (await this.stillHolds(looked)) throw error;
    return 'changed';
  }

  private async stillHolds(looked: readonly CachedStream[]): Promise<boolean> {
    const before = looked.map(({ disturbances }) => disturbances);
    await Promise.all(looked.flatMap(({ lastTentative }) => lastTentative?.settled ?? []));
    await Promise.all(looked.map((cached) => cached.readNewer()));
    return looked.every(({ disturbances }, index) => disturbances === before[index]);
  }

  private async append(
    looked: ReadonlyMap<StreamName, CachedStream>,
    decided: ReadonlyMap<StreamName, readonly Message[]>,
  ): Promise<Outcome | Again> {
    const events = this.eventsOf(decided);
    const result = await queueAppend(this.ports.store, looked, events, this.context.commandId);
    if (result.stored) return { ok: true, written: result.written };
    if (result.error instanceof PredecessorFailed) return 'changed';
    if (!(result.error instanceof VersionConflict)) {
      // The answer may have been lost on its way back: whoever decides next has to look.
      for (const cached of looked.values()) cached.markStale();
      throw result.error;
    }
    looked.get(result.error.stream)?.markStale();
    return 'conflict';
  }

  private faultOf(
    looked: ReadonlyMap<StreamName, CachedStream>,
    decided: ReadonlyMap<StreamName, readonly Message[]>,
  ): Error | undefined {
    const { addressed } = this.command;
    const written = [...decided].filter(([, events]) => events.length > 0).map(([stream]) => stream);
    const unseen = [addressed, ...written].find((stream) => !looked.has(stream));
    if (unseen !== undefined) return new Error(`A decision wrote without having looked at ${unseen}`);
    if (written.includes(addressed)) return undefined;
    return new Error(`A command left its id nowhere: nothing was written to ${addressed}`);
  }

  private eventsOf(decided: ReadonlyMap<StreamName, readonly Message[]>): ReadonlyMap<StreamName, readonly NewEvent[]> {
    const { expected: _, ...metadata } = this.context;
    const written = [...decided].filter(([, events]) => events.length > 0);
    const named = (stream: StreamName, { type, data }: Message, index: number): NewEvent => {
      const id = eventId(this.ports.cryptography, stream, metadata.commandId, index);
      return { type, data, id, metadata };
    };
    return new Map(
      written.map(([stream, events]) => [stream, events.map((event, index) => named(stream, event, index))]),
    );
  }
}

/**
 * Thrown out of a decision that looks at a state which is not loaded; it runs again when it is. No error: nobody ever sees
 * its stack, and taking one costs as much as the decision.
 */
class StateMissing {
  constructor(readonly cached: CachedStream) {}
}
