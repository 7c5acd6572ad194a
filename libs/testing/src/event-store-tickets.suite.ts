import { expect } from '@jest/globals';
import type { AppendTicket, StreamName, StreamVersion, StreamWrite } from '@rollcall/event-sourcing';
import { EventTooLarge, PredecessorFailed, VersionConflict, streamVersion } from '@rollcall/event-sourcing';
import type { ContractTest } from './event-store-contract.js';
import { readAll, someEvent, someStream } from './event-store-contract.js';

const ticket = (...after: AppendTicket[]): AppendTicket => ({ after });
const one = (stream: StreamName, expected: StreamVersion | 'no-stream', data: unknown = {}): StreamWrite => ({
  stream,
  expected,
  events: [someEvent(data)],
});

/** Appends that were decided on each other's outcome before it was known. */
export function ticketSuite(test: ContractTest): void {
  test('KRN-05 appends queued at once upon each other are stored in their order', async ({ store }) => {
    const stream = someStream();
    const tickets: AppendTicket[] = [];
    const appends = Array.from({ length: 300 }, (_, index) => {
      const own = ticket(...tickets.slice(-1));
      tickets.push(own);
      return store.append([one(stream, index === 0 ? 'no-stream' : streamVersion(index - 1), { index })], own);
    });
    const results = await Promise.all(appends);
    expect(results.map(([appended]) => appended?.version)).toEqual(results.map((_, index) => BigInt(index)));
    expect(tickets.map(({ outcome }) => outcome)).toEqual(tickets.map(() => 'stored'));
    expect((await readAll(store, stream)).map(({ data }) => data)).toEqual(results.map((_, index) => ({ index })));
  });

  test('KRN-05 what was decided upon a failed append fails, even where its version fits', async ({ store }) => {
    const [taken, other, third] = [someStream(), someStream(), someStream()];
    await store.append([one(taken, 'no-stream')]);

    const failing = ticket();
    const dependent = ticket(failing);
    const indirect = ticket(dependent);
    const unrelated = ticket();
    const results = await Promise.allSettled([
      store.append([one(taken, 'no-stream')], failing),
      store.append([one(other, 'no-stream')], dependent),
      store.append([one(third, 'no-stream')], indirect),
      store.append([one(taken, streamVersion(0))], unrelated),
    ]);

    const reasons = results.map((result) => (result.status === 'rejected' ? (result.reason as unknown) : 'stored'));
    expect(reasons[0]).toBeInstanceOf(VersionConflict);
    expect(reasons[1]).toBeInstanceOf(PredecessorFailed);
    expect(reasons[2]).toBeInstanceOf(PredecessorFailed);
    expect(reasons[3]).toBe('stored');
    expect([failing, dependent, indirect, unrelated].map(({ outcome }) => outcome)).toEqual([
      'failed',
      'failed',
      'failed',
      'stored',
    ]);
    expect(await readAll(store, other)).toEqual([]);
    expect(await readAll(store, third)).toEqual([]);
  });

  test('KRN-05 a dependant that comes when its predecessor has failed is refused as well', async ({ store }) => {
    const taken = someStream();
    await store.append([one(taken, 'no-stream')]);
    const failing = ticket();
    await expect(store.append([one(taken, 'no-stream')], failing)).rejects.toThrow(VersionConflict);
    await expect(store.append([one(someStream(), 'no-stream')], ticket(failing))).rejects.toThrow(PredecessorFailed);
  });

  test('KRN-05 one failed predecessor among several is enough', async ({ store }) => {
    const [taken, free] = [someStream(), someStream()];
    await store.append([one(taken, 'no-stream')]);
    const [stored, failing] = [ticket(), ticket()];
    const appends = [
      store.append([one(free, 'no-stream')], stored),
      store.append([one(taken, 'no-stream')], failing),
      store.append([one(free, streamVersion(0))], ticket(stored, failing)),
      store.append([one(free, streamVersion(0))], ticket(stored)),
    ];
    const results = await Promise.allSettled(appends);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect((results[2] as PromiseRejectedResult).reason).toBeInstanceOf(PredecessorFailed);
  });

  test('KRN-05 checks alone carry a ticket too', async ({ store }) => {
    const taken = someStream();
    await store.append([one(taken, 'no-stream')]);
    const failing = ticket();
    const results = await Promise.allSettled([
      store.append([one(taken, 'no-stream')], failing),
      store.append([{ stream: taken, expected: streamVersion(0), events: [] }], ticket(failing)),
    ]);
    expect((results[1] as PromiseRejectedResult).reason).toBeInstanceOf(PredecessorFailed);
  });

  test('KRN-05 an append that waits for a key is still tried before later ones', async ({ store }) => {
    const stream = someStream();
    // The first use of a subject's key makes encoding wait; the second append has nothing to wait for.
    const personal = { personal: { subject: `person:${stream}`, name: 'Zoë' } };
    const results = await Promise.all([
      store.append([one(stream, 'no-stream', personal)]),
      store.append([one(stream, streamVersion(0))]),
    ]);
    expect(results.map(([appended]) => appended?.version)).toEqual([0n, 1n]);
  });

  test('KRN-05 KRN-06 an append that is too large fails what was decided upon it', async ({ store }) => {
    const tooLarge = ticket();
    const results = await Promise.allSettled([
      store.append([one(someStream(), 'no-stream', { text: 'x'.repeat(256 * 1024) })], tooLarge),
      store.append([one(someStream(), 'no-stream')], ticket(tooLarge)),
    ]);
    const reasons = results.map((result) => (result as PromiseRejectedResult).reason as unknown);
    expect(reasons[0]).toBeInstanceOf(EventTooLarge);
    expect(reasons[1]).toBeInstanceOf(PredecessorFailed);
    expect(tooLarge.outcome).toBe('failed');
  });
}
