import type { EncodedMessage, Envelope, MessageCodec, Scheduler } from '@rollcall/event-sourcing';
import type { MessageLog } from './message-log.js';

type Appended = ReturnType<MessageLog['append']>;
type Waiting = Readonly<{ messages: readonly Envelope[]; resolve: () => void; reject: (reason: unknown) => void }>;

/** Publications that share one commit. */
const publicationsPerCommit = 64;

/** Stores messages in the order of the calls; one commit carries all publications that wait for it. */
export class Publisher {
  readonly #ports;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    ports: Readonly<{
      log: MessageLog;
      codec: MessageCodec;
      scheduler: Scheduler;
      appended: (places: Appended) => void;
    }>,
  ) {
    this.#ports = ports;
  }

  publish(messages: readonly Envelope[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.splice(0, publicationsPerCommit);
      const encoded = await Promise.allSettled(taken.map(({ messages }) => this.#encode(messages)));
      const ready = taken.flatMap((publication, index) => {
        const result = encoded[index]!;
        if (result.status === 'fulfilled') return [{ publication, rows: result.value }];
        publication.reject(result.reason);
        return [];
      });
      const { log, scheduler, appended } = this.#ports;
      try {
        appended(await scheduler.run(() => log.append(ready.flatMap(({ rows }) => rows))));
        for (const { publication } of ready) publication.resolve();
      } catch (error) {
        for (const { publication } of ready) publication.reject(error);
      }
    }
    // In the same tick as the look at what waits: a publication that comes after it starts anew.
    this.#writing = undefined;
  }

  #encode(messages: readonly Envelope[]): Promise<readonly { topic: string; encoded: EncodedMessage }[]> {
    return Promise.all(
      messages.map(async (message) => ({ topic: message.topic, encoded: await this.#ports.codec.encode(message) })),
    );
  }
}
