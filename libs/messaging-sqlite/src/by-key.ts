import type { StoredMessage } from './message-log.js';

/** Keys of one partition worked on at a time: their commands share a commit of the log they write to. */
const keysAtOnce = 32;

/**
 * Works on messages key by key: those of one key in order, some keys at a time. A throw lets the keys under way finish,
 * begins no other, and is passed on.
 */
export async function byKey(
  messages: readonly StoredMessage[],
  work: (ofOneKey: readonly StoredMessage[]) => Promise<void>,
): Promise<void> {
  const keys = Map.groupBy(messages, ({ received }) => received.key).values();
  let failed: Readonly<{ error: unknown }> | undefined;
  const workThrough = async (): Promise<void> => {
    for (const ofOneKey of keys) {
      try {
        await work(ofOneKey);
      } catch (error) {
        failed ??= { error };
      }
      if (failed) return;
    }
  };
  await Promise.all(Array.from({ length: keysAtOnce }, workThrough));
  if (failed) throw failed.error;
}

/** Messages of a partition as they are handled in any order: an offset may only stand behind an unbroken run of them. */
export class UnbrokenRun {
  /** Handled, while one before it is not: another try leaves them alone. */
  readonly #ahead = new Set<number>();
  #rest: readonly StoredMessage[] = [];
  #next = 0;

  /** Begins with the messages behind the run; answers those still to be handled. */
  begin(messages: readonly StoredMessage[]): readonly StoredMessage[] {
    this.#rest = messages;
    this.#next = 0;
    return messages.filter(({ position }) => !this.#ahead.has(position));
  }

  /** A message is handled; answers the last one the run now reaches to, if it has grown. */
  add({ position }: StoredMessage): StoredMessage | undefined {
    this.#ahead.add(position);
    const before = this.#next;
    while (this.#ahead.delete(this.#rest[this.#next]?.position ?? -1)) this.#next += 1;
    return this.#next > before ? this.#rest[this.#next - 1] : undefined;
  }
}
