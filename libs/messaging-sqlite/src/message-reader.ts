import type { Envelope, MessageCodec } from '@rollcall/event-sourcing';
import { UndecodableMessage } from '@rollcall/event-sourcing';
import type { MessageLog, StoredMessage } from './message-log.js';
import type { Claim } from './offsets.js';
import { nameOf } from './partition-of.js';

/** Messages read at once: fewer cost a query each, more hold the event loop too long. */
const readAtOnce = 250;

/** Reads messages and decodes them. */
export class MessageReader {
  constructor(
    private readonly log: MessageLog,
    private readonly codec: MessageCodec,
  ) {}

  /** The next messages of one partition. */
  ofPartition(claim: Claim): readonly StoredMessage[] {
    return this.log.read(claim, claim.position, readAtOnce);
  }

  /** Where a walk for these partitions begins: behind what all of them have handled. */
  startOf(claims: readonly Claim[]): number {
    // Read first: what another process adds meanwhile lies behind it.
    const head = this.log.head();
    const firsts = claims.flatMap((claim) => this.log.firstAfter(claim, claim.position) ?? []);
    return Math.min(head, ...firsts.map((position) => position - 1));
  }

  /**
   * The next messages of many partitions. Positions rise over all topics, so one walk through the log serves them all;
   * `walked` is where the next one goes on once these are handled.
   */
  ofMany(claims: readonly Claim[], after: number): Readonly<{ messages: readonly StoredMessage[]; walked: number }> {
    const places = new Map(claims.map((claim) => [nameOf(claim), claim.position]));
    const passed = this.log.since(after, readAtOnce);
    const messages = passed.filter((message) => message.position > (places.get(nameOf(message)) ?? Infinity));
    return { messages, walked: passed.at(-1)?.position ?? after };
  }

  /** What was received as a message, or why it is none; throws what says "not now". */
  async decode({ topic, received }: StoredMessage): Promise<Envelope | UndecodableMessage> {
    try {
      return await this.codec.decode({ ...received, topic });
    } catch (error) {
      if (error instanceof UndecodableMessage) return error;
      throw error;
    }
  }
}
