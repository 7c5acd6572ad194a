import type { Envelope, MessageCodec, Subscription, SubscriptionStatus } from '@rollcall/event-sourcing';
import { StoreClosed, UndecodableMessage, backoff } from '@rollcall/event-sourcing';
import type { Kafka } from 'kafkajs';
import { pause } from './pause.js';
import { Signal } from './signal.js';
import type { StoredMessage } from './stored-message.js';
import { decodeStored } from './stored-message.js';
import { TopicFollower } from './topic-follower.js';
import type { Extent, Topics } from './topics.js';

/** What an observer works with. */
export type ObserverPorts = Readonly<{
  kafka: Kafka;
  clientId: string;
  observed: readonly string[];
  handle: (message: Envelope) => void;
  codec: MessageCodec;
  topics: Topics;
  ended: (observer: Observer) => void;
}>;

/** Sees every message from the moment it was made; remembers nothing. What cannot be read is passed over. */
export class Observer implements Subscription {
  readonly #ports: ObserverPorts;
  readonly #follower: TopicFollower;
  readonly #moved = new Signal();
  /** How far the topics reached when it was last looked. */
  #extents: ReadonlyMap<string, Extent> = new Map();

  constructor(ports: ObserverPorts) {
    this.#ports = ports;
    this.#follower = new TopicFollower({
      ...{ kafka: ports.kafka, clientId: ports.clientId, topics: ports.observed },
      handle: (messages) => this.#show(messages),
      moved: () => this.#moved.raise(),
    });
  }

  /** Starts at the end of the topics; nothing that is published once this resolves is missed. */
  async start(): Promise<void> {
    await this.#ports.topics.ensure(this.#ports.observed);
    this.#extents = await this.#ports.topics.extents(this.#ports.observed);
    await this.#follower.start(new Map([...this.#extents].map(([name, { high }]) => [name, high])));
  }

  get id(): string {
    return this.#follower.id;
  }

  get status(): SubscriptionStatus {
    return this.#follower.status;
  }

  get lag(): bigint {
    return this.#hasEnded() ? 0n : BigInt(this.#follower.behind(this.#extents));
  }

  async quiet(): Promise<void> {
    this.#assertRunning();
    const extents = await this.#ports.topics.extents(this.#ports.observed);
    this.#extents = extents;
    await this.#moved.until(() => {
      if (this.#follower.hasReached(extents)) return true;
      this.#assertRunning();
      return false;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ports.ended(this);
    await this.#follower.stop();
  }

  async #show(messages: readonly StoredMessage[]): Promise<void> {
    for (const message of messages) {
      if (this.#hasEnded()) return;
      const envelope = await this.#decode(message);
      if (!envelope || envelope instanceof UndecodableMessage) continue;
      try {
        this.#ports.handle(envelope);
      } catch {
        // What watches is broken, and cannot be handed the message again: it would have missed the ones in between.
        // Not awaited: the consumer that is to stop is waiting for this call.
        void this.#follower.stop('failed');
        this.#ports.ended(this);
      }
    }
  }

  /** Asks again while what decoding needs is away; `undefined` once this observer has ended. */
  async #decode(message: StoredMessage): Promise<Envelope | UndecodableMessage | undefined> {
    for (let attempt = 1; !this.#hasEnded(); attempt++) {
      try {
        return await decodeStored(this.#ports.codec, message);
      } catch {
        await pause(backoff(attempt));
      }
    }
    return undefined;
  }

  #hasEnded(): boolean {
    return this.status === 'stopped' || this.status === 'failed';
  }

  #assertRunning(): void {
    if (this.#hasEnded()) throw new StoreClosed(`The subscription ${this.id} has ${this.status}.`);
  }
}
