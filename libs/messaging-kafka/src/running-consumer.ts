import type { Consumer, ConsumerConfig, ConsumerCrashEvent, ConsumerRunConfig, Kafka } from 'kafkajs';
import { pause } from './pause.js';
import { endWithin } from './within.js';

/** What kafkajs holds for final, and passes by itself: brokers that are starting, or not to be found or reached for a while. */
const passing = new Set([
  ...['KafkaJSGroupCoordinatorNotFound', 'KafkaJSNoBrokerAvailableError', 'KafkaJSBrokerNotFound'],
  // Others wait for the same connection, and it takes too long.
  'KafkaJSLockTimeout',
]);
/** The same of what brokers answer that are starting or stopping, by its name in the protocol; `UNKNOWN` is a fault of theirs. */
const passingAnswers = new Set(['UNKNOWN', 'BROKER_NOT_AVAILABLE', 'UNKNOWN_MEMBER_ID']);
const again = 500;

/** What a consumer is run with; `crashed` learns of every crash, and whether the consumer comes back by itself. */
export type ConsumerSettings = Readonly<{
  kafka: Pick<Kafka, 'consumer'>;
  configuration: ConsumerConfig;
  run: ConsumerRunConfig;
  crashed: (restarts: boolean) => void;
}>;

/** A consumer that goes on after a crash, unless that was for good, and that stays away once it was stopped. */
export class RunningConsumer {
  readonly consumer: Consumer;
  readonly #run: ConsumerRunConfig;
  readonly #ended = new AbortController();

  constructor({ kafka, configuration, run, crashed }: ConsumerSettings) {
    this.#run = run;
    this.consumer = kafka.consumer({
      ...configuration,
      allowAutoTopicCreation: false,
      // A consumer that leaves waits for the fetch under way.
      maxWaitTimeInMs: 500,
      retry: { restartOnFailure: async () => !this.#ended.signal.aborted },
    });
    const { events } = this.consumer;
    this.consumer.on(events.CRASH, ({ payload }: ConsumerCrashEvent) => {
      if (this.#ended.signal.aborted) return;
      const passes = !payload.restart && isPassing(payload.error);
      crashed(payload.restart || passes);
      if (passes) void this.#restart();
    });
    this.consumer.on(events.GROUP_JOIN, () => this.#leaveAgain());
  }

  async start(topics: readonly string[], fromBeginning: boolean): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...topics], fromBeginning });
    await this.consumer.run(this.#run);
  }

  /** Leaves the group; brokers that do not answer notice later. */
  async stop(): Promise<void> {
    this.#ended.abort();
    await endWithin(3_000, this.consumer.disconnect());
  }

  async #restart(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await pause(again, this.#ended.signal);
      if (this.#ended.signal.aborted) return;
      try {
        await this.consumer.connect();
        return await this.consumer.run(this.#run);
      } catch {
        // No broker answers yet.
      }
    }
  }

  /** kafkajs cannot be stopped while it joins: one that was to stop then joins all the same. */
  #leaveAgain(): void {
    if (this.#ended.signal.aborted) setTimeout(() => void this.consumer.disconnect().catch(() => undefined), 10);
  }
}

function isPassing(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (passing.has(cause.name) || passingAnswers.has(String((cause as Partial<{ type: string }>).type))) return true;
  }
  return false;
}
