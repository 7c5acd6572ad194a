import type { Envelope, MessageCodec } from '@rollcall/event-sourcing';
import { UndecodableMessage } from '@rollcall/event-sourcing';
import type { MessageLog, PassedMessage, StoredMessage } from './message-log.js';
import type { Claim } from './offsets.js';
import { nameOf } from './partition-of.js';

/** Messages of all partitions read at once: fewer cost a query each, more hold the event loop too long. */
const walkedAtOnce = 250;
/** Messages of one partition read at once: as many as keep its keys busy; all partitions hold theirs in memory. */
const readAtOnce = 64;

/** A piece of the log, as far as it concerns some partitions. */
export type Walk = Readonly<{
  messages: readonly PassedMessage[];
  /** Where the walk goes on. */
  walked: number;
  /** There was more when it was read. */
  more: boolean;
}>;

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
   * those that carry a facet of none of the `kinds` are passed without their text.
   */
  ofMany(claims: readonly Claim[], after: number, kinds: readonly string[] | undefined): Walk {
    const places = new Map(claims.map((claim) => [nameOf(claim), claim.position]));
    const passed = this.log.walk(after, kinds, walkedAtOnce);
    const messages = passed.filter((message) => message.position > (places.get(nameOf(message)) ?? Infinity));
    return { messages, walked: passed.at(-1)?.position ?? after, more: passed.length === walkedAtOnce };
  }

  /** What was received as a message, or why it is none; throws what says "not now". */
  async decode({ received }: StoredMessage): Promise<Envelope | UndecodableMessage> {
    try {
      return await this.codec.decode(received);
    } catch (error) {
      if (error instanceof UndecodableMessage) return error;
      throw error;
    }
  }
}
