import type { ConsistencyCheck } from '@kurrent/kurrentdb-client';
import {
  AppendRecordSizeExceededError,
  NO_STREAM,
  STREAM_STATE,
  TransactionMaxSizeExceededError,
} from '@kurrent/kurrentdb-client';
import type { Appended, Cryptography, EncodedWrite, Position, StreamName } from '@rollcall/event-sourcing';
import { DependencyAway, EventTooLarge, VersionConflict, backoff } from '@rollcall/event-sourcing';
import type { KurrentClient } from './kurrent-client.js';
import { away, saysItIsAway } from './kurrent-client.js';
import { RecordChain } from './record-chain.js';
import { appendedOf, endOf, isCheck, traceAppend } from './stream-places.js';
import { createTurns } from './turns.js';
import { pause } from './within.js';

/** Requests under way at once: a request that waits for a place in the connection uses up its time. */
const atOnce = 64;

/** What appends are made with. */
export type AppendsOptions = Readonly<{
  client: KurrentClient;
  cryptography: Pick<Cryptography, 'digest'>;
  streamPrefix: string;
  /** How long an append is tried while the server does not answer, ms. */
  patienceMs: number;
  /** From when on nothing is tried again. */
  closing: AbortSignal;
}>;

/** An append that is stored; its places may still have to be asked for, which holds up nobody behind it. */
export type StoredAppend = Readonly<{ answer: () => Promise<readonly Appended[]> }>;

/**
 * Appends, one at a time: sends the records, and answers what the log says afterwards. When no answer comes, or one that
 * may mean several things, the log is asked whether the events are there; if not, the same ids are sent again with the same
 * expectations, which the server recognises should the first request still arrive.
 */
export class KurrentAppends {
  readonly #options: AppendsOptions;
  readonly #chain: RecordChain;
  readonly #inTurn = createTurns(atOnce);
  /**
   * A stream without events, checked with every append. The server answers a repeated append as if it had stored it, so
   * that nobody knows whose bytes and hashes are there; with a check that holds beside it, it refuses, and the log is asked.
   */
  readonly #never: StreamName;

  constructor(options: AppendsOptions) {
    this.#options = options;
    this.#never = `${options.streamPrefix}never-written` as StreamName;
    this.#chain = new RecordChain(options.client, options.cryptography);
  }

  /**
   * @throws VersionConflict when a stream is not at its `expected`.
   * @throws DependencyAway when the server did not answer for too long: the append may or may not be stored.
   */
  async store(writes: readonly EncodedWrite[]): Promise<StoredAppend> {
    assertToldApart(writes);
    return this.#patiently(() => this.#inTurn(() => this.#attempt(writes)));
  }

  /** Tries again while the server is away, until patience ends or the store closes. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    const { client, patienceMs, closing } = this.#options;
    const until = Date.now() + patienceMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof VersionConflict || error instanceof EventTooLarge) throw error;
        const wait = backoff(attempt);
        if (closing.aborted || Date.now() + wait > until) throw away('KurrentDB takes no appends', error);
        if (!saysItIsAway(error)) await client.renew();
        await pause(wait, closing);
      }
    }
  }

  async #attempt(writes: readonly EncodedWrite[]): Promise<StoredAppend> {
    const { client } = this.#options;
    if (writes.every(isCheck)) return this.#check(writes);
    const sent = await this.#send(writes);
    if (!('error' in sent)) return { answer: () => this.#patiently(() => this.#answer(writes, sent.position)) };
    const trace = await traceAppend(client, writes);
    if (trace.kind === 'absent') throw sent.error;
    for (const last of trace.last) if (last) this.#chain.remember(last.event.stream, last.event);
    const places = trace.last.map((last) => last?.position);
    return { answer: async () => appendedOf(writes, places) };
  }

  /** Sends the append unless it is known to be late; answers its place, or why it may not be stored. */
  async #send(writes: readonly EncodedWrite[]): Promise<Readonly<{ position: Position } | { error: unknown }>> {
    const late = new DependencyAway('A stream is not where it was when the append was sent');
    if (writes.some((write) => this.#chain.isBeyond(write))) return { error: late };
    const chained = await this.#chain.chain(writes);
    if (!chained) return { error: late };
    try {
      const checks = [...writes.map(checkOf), checkOf({ stream: this.#never, expected: 'no-stream' })];
      const position = await this.#options.client.append(chained.records, checks);
      for (const [stream, head] of chained.heads) this.#chain.remember(stream, head);
      return { position };
    } catch (error) {
      if (error instanceof AppendRecordSizeExceededError || error instanceof TransactionMaxSizeExceededError) {
        throw new EventTooLarge(`KurrentDB accepts ${error.maxSize} bytes: raise MaxAppendSize`, { cause: error });
      }
      return { error };
    }
  }

  /** The server names the place of the last record; those of other streams are asked for. */
  async #answer(writes: readonly EncodedWrite[], last: Position): Promise<readonly Appended[]> {
    const lastWrite = writes.findLast((write) => !isCheck(write));
    const places = writes.map(async (write) => {
      if (isCheck(write)) return undefined;
      return write === lastWrite ? last : this.#options.client.placeOf(write.stream, endOf(write));
    });
    return appendedOf(writes, await Promise.all(places));
  }

  /** Versions only rise: where all streams were as expected twice, there was a moment when all of them were. */
  async #check(writes: readonly EncodedWrite[]): Promise<StoredAppend> {
    const { client, streamPrefix } = this.#options;
    await traceAppend(client, writes);
    if (writes.length > 1) await traceAppend(client, writes);
    const end = await client.lastOfAll(streamPrefix);
    return {
      answer: async () =>
        appendedOf(
          writes,
          writes.map(() => end?.position),
        ),
    };
  }
}

const checkOf = ({ stream, expected }: Pick<EncodedWrite, 'stream' | 'expected'>): ConsistencyCheck => ({
  type: STREAM_STATE,
  streamName: stream,
  expectedState: expected === 'no-stream' ? NO_STREAM : expected,
});

/** Within one append the server takes names that differ in case for one stream; across appends it does not. */
function assertToldApart(writes: readonly EncodedWrite[]): void {
  const names = new Set(writes.map(({ stream }) => stream.toLowerCase()));
  if (names.size < writes.length) throw new Error('KurrentDB cannot tell two streams of one append apart');
}
