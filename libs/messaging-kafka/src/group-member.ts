import { DependencyAway } from '@rollcall/event-sourcing';
import type { ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { Partition } from './partition.js';
import { pause } from './pause.js';
import { RunningConsumer } from './running-consumer.js';

/** A member's share of the partitions. */
export type Assignment = Readonly<{
  places: readonly Partition[];
  /** It was a member all the time: nobody else has had what it keeps. */
  continues: boolean;
}>;

/** What a member of a group tells. */
export type MemberPorts = Readonly<{
  kafka: Kafka;
  group: string;
  topics: readonly string[];
  sessionTimeoutMs: number;
  joined: (assignment: Assignment) => void;
  /** The partitions are about to be shared out anew: no message is begun any more. */
  interrupted: () => void;
  /** The client has given up, to begin anew or for good. */
  crashed: (restarts: boolean) => void;
  receive: (payload: EachBatchPayload) => Promise<void>;
}>;

/**
 * The client's side of a group: it fetches, and tells the brokers that it lives, while others work on what it has fetched.
 * So a slow message costs no membership, and a partition that stands still does not hold up the others.
 */
export class GroupMember {
  readonly #ports: MemberPorts;
  readonly #running: RunningConsumer;
  #memberId: string | undefined;
  /** When the brokers last answered as to a member. */
  #heard = -Infinity;

  constructor(ports: MemberPorts) {
    this.#ports = ports;
    this.#running = new RunningConsumer({
      kafka: ports.kafka,
      configuration: {
        groupId: ports.group,
        sessionTimeout: ports.sessionTimeoutMs,
        heartbeatInterval: Math.floor(ports.sessionTimeoutMs / 10),
      },
      run: {
        autoCommit: false,
        eachBatchAutoResolve: false,
        // Each partition of a fetch waits for room by itself.
        partitionsConsumedConcurrently: 100,
        eachBatch: (payload) => ports.receive(payload),
      },
      crashed: (restarts) => {
        this.#memberId = undefined;
        ports.crashed(restarts);
      },
    });
    const { consumer } = this.#running;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }: ConsumerGroupJoinEvent) => this.#joined(payload));
    consumer.on(consumer.events.HEARTBEAT, () => void (this.#heard = performance.now()));
    consumer.on(consumer.events.REBALANCING, () => ports.interrupted());
  }

  /** @throws DependencyAway when no broker answers. */
  async start(): Promise<void> {
    try {
      await this.#running.start(this.#ports.topics, true);
    } catch (error) {
      throw new DependencyAway(`Kafka: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  /** Resolves at once, or when the brokers are heard again: after a session's silence others have the partitions. */
  async mayWork(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && performance.now() - this.#heard > this.#ports.sessionTimeoutMs) await pause(100, signal);
  }

  /** Fetches nothing of the partition until there is room for it. */
  passOver({ topic, partition }: Partition, room: Promise<void>): void {
    const places = [{ topic, partitions: [partition] }];
    this.#running.consumer.pause(places);
    const goOn = () => this.#running.consumer.resume(places);
    // When the consumer has ended, there is nothing to go on with.
    room.then(goOn).catch(() => undefined);
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }

  #joined({ memberId, memberAssignment }: ConsumerGroupJoinEvent['payload']): void {
    this.#heard = performance.now();
    const continues = memberId === this.#memberId;
    this.#memberId = memberId;
    const topics = Object.entries(memberAssignment) as readonly [string, readonly number[]][];
    const places = topics.flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })));
    this.#ports.joined({ places, continues });
  }
}
