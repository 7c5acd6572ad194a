const remembered = 10_000;

/**
 * Which listeners of a message are done while others of the same message are not. Kept in memory and bounded: after a
 * crash a finished listener may run again, which its command id makes harmless.
 */
export class FinishedListeners {
  private readonly messages = new Map<string, Set<number>>();

  /** Whether this listener has finished this message. */
  has(message: string, listener: number): boolean {
    return this.messages.get(message)?.has(listener) ?? false;
  }

  /** Notes that it has. */
  add(message: string, listener: number): void {
    const done = this.messages.get(message) ?? new Set();
    this.messages.set(message, done.add(listener));
    if (this.messages.size > remembered) this.messages.delete(this.messages.keys().next().value!);
  }

  /** All listeners of the message have finished. */
  forget(message: string): void {
    this.messages.delete(message);
  }
}
