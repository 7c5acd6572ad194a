/** Tells those who wait that something has moved; they look again themselves. */
export class Signal {
  #next = Promise.withResolvers<void>();
  #closed: Error | undefined;

  raise(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<void>();
    resolve();
  }

  /** Every wait, now and later, rejects with `reason`. */
  close(reason: Error): void {
    this.#closed = reason;
    this.raise();
  }

  /** Resolves once `holds` does, looking again whenever the signal is raised. */
  async until(holds: () => boolean): Promise<void> {
    while (true) {
      if (this.#closed) throw this.#closed;
      if (holds()) return;
      await this.#next.promise;
    }
  }
}
