import type { Offsets } from 'kafkajs';
import type { PartitionQueue } from './partition-queue.js';
import { pause } from './pause.js';

/** Commits offsets in the member's present generation, once; the brokers refuse those of an earlier one. */
export type CommitOnce = (offsets: Offsets) => Promise<void>;

/** How long a failed commit waits, ms. */
const again = 250;

/**
 * Moves a group's offsets behind what is handled: one request at a time, each with all that was handled until then. What
 * could not be committed is tried again; losing it repeats work.
 */
export class GroupOffsets {
  readonly #moved: () => void;
  readonly #uncommitted = new Set<PartitionQueue>();
  #commit: CommitOnce | undefined;
  #committing: Promise<void> | undefined;
  #ended = false;

  constructor(moved: () => void) {
    this.#moved = moved;
  }

  /** How to commit from now on. */
  use(commit: CommitOnce): void {
    this.#commit = commit;
  }

  /** The queue is handled a little further. */
  handled(queue: PartitionQueue): void {
    this.#uncommitted.add(queue);
    this.#committing ??= this.#run();
  }

  /** Commits what is left, as far as that works at once. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#committing;
    await this.#commitAll().catch(() => undefined);
  }

  async #run(): Promise<void> {
    // What is handled in this turn of the loop goes with the first request.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#uncommitted.size > 0 && !this.#ended) {
      await this.#commitAll().catch(() => pause(again));
    }
    this.#committing = undefined;
  }

  async #commitAll(): Promise<void> {
    const moving = [...this.#uncommitted].filter((queue) => !queue.lost).map((queue) => ({ queue, to: queue.handled }));
    this.#uncommitted.clear();
    if (moving.length === 0) return;
    try {
      if (!this.#commit) throw new Error('The group has not been joined.');
      await this.#commit(offsetsOf(moving));
      for (const { queue, to } of moving) queue.committed = to;
      this.#moved();
    } catch (error) {
      for (const { queue } of moving) this.#uncommitted.add(queue);
      throw error;
    }
  }
}

function offsetsOf(moving: readonly Readonly<{ queue: PartitionQueue; to: number }>[]): Offsets {
  const topics = Map.groupBy(moving, ({ queue }) => queue.topic);
  return {
    topics: [...topics].map(([topic, places]) => ({
      topic,
      partitions: places.map(({ queue, to }) => ({ partition: queue.partition, offset: String(to) })),
    })),
  };
}
