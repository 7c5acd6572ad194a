// What runs in the thread that writes read models: see write-thread.ts.
import { parentPort } from 'node:worker_threads';
import { FileWriter } from './file-writer.js';
import type { ReadModelWriter } from './read-model-writer.js';
import type { WriteAnswer, WriteCall } from './write-thread-protocol.js';
import { failureOf } from './write-thread-protocol.js';

const writers = new Map<string, ReadModelWriter>();

/** All calls that have arrived are looked at before any of them is worked on, so that they share a commit. */
const turns = {
  run: <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    }),
};

async function answerTo({ id, file, method, given }: WriteCall): Promise<WriteAnswer> {
  try {
    const writer = writers.get(file) ?? new FileWriter(file, turns);
    writers.set(file, writer);
    if (method === 'close') writers.delete(file);
    return { id, result: await (writer[method] as (...values: readonly unknown[]) => Promise<unknown>)(...given) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

parentPort?.on('message', (call: WriteCall) => {
  void answerTo(call).then((answer) => parentPort?.postMessage(answer));
});
