import { StoreClosed } from '@rollcall/event-sourcing';
import { Worker } from 'node:worker_threads';
import type { ReadModelWriter } from './read-model-writer.js';
import type { WriteAnswer, WriteCall } from './write-thread-protocol.js';
import { errorOf } from './write-thread-protocol.js';

/** A thread that writes read models: indexing and committing, a third of an import's work, on a core of its own. */
export interface WriteThread {
  /** The writer of one file; it works in the order of its calls. */
  writerOf(file: string): ReadModelWriter;
  /** Ends the thread; the files it writes are closed before. */
  close(): Promise<void>;
}

/** Starts the thread. It keeps no process alive while nothing is asked of it. */
export function startWriteThread(): WriteThread {
  return new RunningWriteThread();
}

class RunningWriteThread implements WriteThread {
  readonly #worker = new Worker(new URL('./write-thread-entry.js', import.meta.url), { name: 'read models' });
  readonly #asked = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #closed = false;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: WriteAnswer) => this.#answered(answer));
    // A fault of the thread itself is a fault of the process: nothing that waits for it could ever go on.
    this.#worker.on('error', (error) => {
      throw error;
    });
  }

  writerOf(file: string): ReadModelWriter {
    const call =
      (method: keyof ReadModelWriter) =>
      (...given: readonly unknown[]): Promise<unknown> =>
        this.#ask({ file, method, given });
    const methods = ['prepare', 'complete', 'dropBelow', 'save', 'putFacets', 'putRows', 'scrub', 'close'] as const;
    // Each method passes on what it is given, so its types are those of the interface.
    return Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as ReadModelWriter;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.terminate();
  }

  #ask(call: Omit<WriteCall, 'id'>): Promise<unknown> {
    if (this.#closed) return Promise.reject(new StoreClosed('The thread that writes read models has ended.'));
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#asked.set(id, answer);
    this.#worker.ref();
    this.#worker.postMessage({ id, ...call } satisfies WriteCall);
    return answer.promise;
  }

  #answered(answer: WriteAnswer): void {
    const asked = this.#asked.get(answer.id);
    this.#asked.delete(answer.id);
    if (this.#asked.size === 0) this.#worker.unref();
    if ('failure' in answer) asked?.reject(errorOf(answer.failure));
    else asked?.resolve(answer.result);
  }
}
