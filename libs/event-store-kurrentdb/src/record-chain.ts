import type { AppendRecordInput } from '@kurrent/kurrentdb-client';
import type { Cryptography, EncodedWrite, StreamName, StreamVersion } from '@rollcall/event-sourcing';
import { chainHash } from '@rollcall/event-sourcing';
import type { KurrentClient } from './kurrent-client.js';
import { recordOf } from './stored-records.js';
import { endOf } from './stream-places.js';

/** How many streams' newest events are remembered. */
const remembered = 10_000;

/** An append ready to be sent, and the newest event of each of its streams once it is stored. */
export type ChainedAppend = Readonly<{ records: AppendRecordInput[]; heads: ReadonlyMap<StreamName, Head> }>;
/** The newest event of a stream: its version and its hash. */
export type Head = Readonly<{ version: StreamVersion; hash: string }>;

/**
 * Makes records of events. A record's hash goes over that of the event before it, and the server computes none: the newest
 * events of streams are remembered, or read.
 */
export class RecordChain {
  readonly #heads = new Map<StreamName, Head>();
  readonly #client: Pick<KurrentClient, 'read'>;
  readonly #cryptography: Pick<Cryptography, 'digest'>;

  constructor(client: Pick<KurrentClient, 'read'>, cryptography: Pick<Cryptography, 'digest'>) {
    this.#client = client;
    this.#cryptography = cryptography;
  }

  /** Remembers the newest event of a stream, as it is stored. */
  remember(stream: StreamName, head: Head): void {
    this.#heads.delete(stream);
    this.#heads.set(stream, head);
    const oldest = this.#heads.keys().next();
    if (this.#heads.size > remembered && !oldest.done) this.#heads.delete(oldest.value);
  }

  /** Whether a stream is known to have gone beyond what a write expects. */
  isBeyond({ stream, expected }: EncodedWrite): boolean {
    const head = this.#heads.get(stream);
    return head !== undefined && (expected === 'no-stream' || head.version > expected);
  }

  /** The records of an append, in its order; undefined when a stream has no event at the version that is expected. */
  async chain(writes: readonly EncodedWrite[]): Promise<ChainedAppend | undefined> {
    const records: AppendRecordInput[] = [];
    const heads = new Map<StreamName, Head>();
    for (const write of writes.filter(({ events }) => events.length > 0)) {
      let hash = await this.#hashBefore(write);
      if (hash === 'missing') return undefined;
      for (const event of write.events) {
        hash = chainHash(this.#cryptography, hash, event);
        records.push(recordOf(write.stream, event, hash));
      }
      heads.set(write.stream, { version: endOf(write), hash: hash! });
    }
    return { records, heads };
  }

  async #hashBefore({ stream, expected }: EncodedWrite): Promise<string | undefined> {
    if (expected === 'no-stream') return undefined;
    const head = this.#heads.get(stream);
    if (head?.version === expected) return head.hash;
    const [record] = await this.#client.read(stream, expected, 1);
    return record?.event.hash ?? 'missing';
  }
}
