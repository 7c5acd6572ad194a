import { closeSync, createReadStream, createWriteStream, openSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FileCopy } from '@rollcall/sqlite';

/** Files held open: what is copied from them is what they were when they were opened, also when they are removed or replaced. */
export class OpenFiles implements Disposable {
  readonly #open: Readonly<{ descriptor: number; to: string }>[] = [];

  /** Opens them all, at once. */
  open(copies: readonly FileCopy[]): void {
    for (const { from, to } of copies) this.#open.push({ descriptor: openSync(from, 'r'), to });
  }

  /** Copies them, mode 0600. */
  async copy(): Promise<void> {
    for (const { descriptor, to } of this.#open) {
      const from = createReadStream('', { fd: descriptor, autoClose: false, start: 0 });
      await pipeline(from, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
    }
  }

  [Symbol.dispose](): void {
    for (const { descriptor } of this.#open) closeSync(descriptor);
  }
}
