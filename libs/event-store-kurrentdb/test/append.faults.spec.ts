import { describe, expect, test } from '@jest/globals';
import type { AppendTicket, EventStore, StreamName } from '@rollcall/event-sourcing';
import { DependencyAway, EventTooLarge, VersionConflict, streamVersion } from '@rollcall/event-sourcing';
import { randomInt } from 'node:crypto';
import { onProtocolServer, someEvents, someStream, soundIds, writeAt } from './on-protocol-server.js';

const onServer = onProtocolServer();

/** Answers yes to so many in a hundred, the same for the same seed. */
function oneIn(hundred: number, seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31 < hundred / 100;
  };
}

/** Appends one after the other to one stream, each decided upon the one before; answers the ids. */
async function appendChain(store: EventStore, stream: StreamName, count: number): Promise<string[]> {
  const events = someEvents(count);
  const tickets: AppendTicket[] = [];
  const appends = events.map((event, index) => {
    const ticket: AppendTicket = { after: tickets.slice(-1) };
    tickets.push(ticket);
    return store.append([writeAt(stream, index - 1, [event]), writeAt(someStream(), -1, someEvents(1))], ticket);
  });
  await Promise.all(appends);
  return events.map(({ id }) => id);
}

describe('appends to a KurrentDB that fails', () => {
  test('KRN-04 one acknowledgement in a hundred is lost, and every event is stored once, in its order', async () => {
    const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
    process.stdout.write(`ROLLCALL_SEED=${seed}\n`);
    const { server, open } = await onServer();
    const store = await open({ deadlineMs: 400 });
    const [loses, how] = [oneIn(1, seed), oneIn(50, seed + 1)];
    let lost = 0;
    server.misbehaviour.losesAnswer = () => {
      // The seventh always, so that no seed tests nothing.
      if (!loses() && server.appendsSeen !== 7) return undefined;
      lost += 1;
      return how() ? 'silently' : 'with the connection';
    };
    const stream = someStream();
    const ids = await appendChain(store, stream, 300);
    expect(soundIds(server, stream)).toEqual(ids);
    expect(lost).toBeGreaterThan(0);
  });

  test('KRN-04 an append that timed out is sent again with the same ids, and stored once when both arrive', async () => {
    const { server, open } = await onServer();
    const store = await open({ deadlineMs: 300 });
    const held = Promise.withResolvers<void>();
    server.misbehaviour.finishesLate = true;
    server.misbehaviour.beforeAppend = () => (server.appendsSeen === 1 + probes ? held.promise : Promise.resolve());
    const probes = server.appendsSeen;
    const [stream, other] = [someStream(), someStream()];
    const events = someEvents(2);
    const [appended] = await store.append([writeAt(stream, -1, events), writeAt(other, -1, someEvents(1))]);
    held.resolve();
    await store.append([writeAt(stream, 1, someEvents(1))]);
    expect(server.appendsSeen).toBeGreaterThan(2 + probes);
    expect(appended?.version).toBe(1n);
    expect(soundIds(server, stream).slice(0, 2)).toEqual(events.map(({ id }) => id));
    expect(soundIds(server, other)).toHaveLength(1);
  });

  test('KRN-04 what was stored is found again although a stream that it only checked has moved on since', async () => {
    const { server, open } = await onServer();
    const [store, another] = [await open({ deadlineMs: 300 }), await open()];
    const [stream, checked] = [someStream(), someStream()];
    server.misbehaviour.losesAnswer = () => {
      server.misbehaviour.losesAnswer = () => undefined;
      void another.append([writeAt(checked, -1, someEvents(1))]);
      return 'silently';
    };
    const [appended] = await store.append([writeAt(stream, -1, someEvents(1)), writeAt(checked, -1, [])]);
    expect(appended?.version).toBe(0n);
    expect(soundIds(server, stream)).toHaveLength(1);
    expect(soundIds(server, checked)).toHaveLength(1);
  });

  test('KRN-06 two instances store the same command at once, each sealing it anew, and the chain still holds', async () => {
    const { server, open } = await onServer();
    const stores = [await open(), await open()] as const;
    const stream = someStream();
    for (let version = -1; version < 20; version += 2) {
      const [event] = someEvents(1);
      const both = await Promise.all(stores.map((store) => store.append([writeAt(stream, version, [event!])])));
      expect(both[0]).toEqual(both[1]);
      const late = stores[server.appendsSeen % 2]!;
      await late.append([writeAt(stream, version + 1, someEvents(1))]);
    }
    expect(soundIds(server, stream)).toHaveLength(22);
  });

  test('KRN-10 a server that stays away fails an append as a dependency, and appends go on when it is back', async () => {
    const { server, open } = await onServer();
    const store = await open({ deadlineMs: 300, patienceMs: 500 });
    const stream = someStream();
    await server.stop();
    await expect(store.append([writeAt(stream, -1, someEvents(1))])).rejects.toThrow(DependencyAway);
    await server.start();
    await store.append([writeAt(stream, -1, someEvents(1))]);
    expect(soundIds(server, stream)).toHaveLength(1);
  });

  test('KRN-10 a server that comes back soon is waited for', async () => {
    const { server, open } = await onServer();
    const store = await open({ deadlineMs: 300 });
    const stream = someStream();
    await store.append([writeAt(stream, -1, someEvents(1))]);
    await server.stop();
    const appended = store.append([writeAt(stream, 0, someEvents(1))]);
    // Its first try must have failed: a refused connection is over by the time the server listens again.
    await expect(store.readStream(stream)[Symbol.asyncIterator]().next()).rejects.toThrow(DependencyAway);
    await server.start();
    expect((await appended)[0]?.version).toBe(1n);
    expect(soundIds(server, stream)).toHaveLength(2);
  });

  test('KRN-10 a node that is no leader any more takes no append and answers no decision, until it is again', async () => {
    const { server, open } = await onServer();
    const store = await open();
    const stream = someStream();
    await store.append([writeAt(stream, -1, someEvents(1))]);
    server.misbehaviour.isFollower = true;
    const seen = server.appendsSeen;
    const appended = store.append([writeAt(stream, 0, someEvents(1))]);
    await expect(Array.fromAsync(store.readStream(stream))).rejects.toThrow(DependencyAway);
    expect(server.appendsSeen).toBeGreaterThanOrEqual(seen);
    server.misbehaviour.isFollower = false;
    expect((await appended)[0]?.version).toBe(1n);
  });

  test('KRN-06 a server that accepts less than events may hold says so', async () => {
    const { open } = await onServer({ limits: { maxAppendSize: 100_000, maxAppendEventSize: 50_000 } });
    const store = await open();
    const events = someEvents(1).map((event) => ({ ...event, data: { text: 'x'.repeat(60_000) } }));
    await expect(store.append([writeAt(someStream(), -1, events)])).rejects.toThrow(EventTooLarge);
    const three = someEvents(3).map((event) => ({ ...event, data: { text: 'x'.repeat(40_000) } }));
    await expect(store.append([writeAt(someStream(), -1, three)])).rejects.toThrow(/raise MaxAppendSize/);
  });

  test('KRN-03 a conflict is told from a repeated append, whatever the server says of it', async () => {
    const { open } = await onServer();
    const [store, another] = [await open(), await open()];
    const [stream, other] = [someStream(), someStream()];
    const repeated = [writeAt(stream, -1, someEvents(2)), writeAt(other, -1, someEvents(1))];
    const first = await store.append(repeated);
    await store.append([writeAt(stream, 1, someEvents(1))]);
    expect(await another.append(repeated)).toEqual(first);
    const conflict = another.append([writeAt(stream, -1, someEvents(2)), repeated[1]!]);
    await expect(conflict).rejects.toThrow(VersionConflict);
    await expect(conflict).rejects.toMatchObject({ stream, expected: 'no-stream', actual: streamVersion(2) });
  });
});
