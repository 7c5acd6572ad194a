import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EventStore } from '@rollcall/event-sourcing';
import { createEventCodec } from '@rollcall/event-sourcing';
import type { ProtocolCluster } from '../../../tools/engines/kurrentdb/protocol-cluster.js';
import { startProtocolCluster } from '../../../tools/engines/kurrentdb/protocol-cluster.js';
import { openKurrentEventStore } from '../src/index.js';
import { cryptography, someEvents, someStream, soundIds, writeAt } from './on-protocol-server.js';

describe('a cluster of KurrentDB whose leader changes', () => {
  let cluster: ProtocolCluster;
  let store: EventStore;
  beforeEach(async () => {
    cluster = await startProtocolCluster(3);
    store = await openKurrentEventStore({
      connection: { nodes: cluster.nodes.map(({ port }) => `127.0.0.1:${port}`), tls: 'off', deadlineMs: 2_000 },
      streamPrefix: 'testing.',
      codec: createEventCodec({ cryptography }),
      cryptography,
      patienceMs: 30_000,
    });
  });
  afterEach(async () => {
    await store.close();
    await cluster[Symbol.asyncDispose]();
  });

  test('KRN-10 appends, reads and followers find the new leader, also when the old one is gone', async () => {
    const stream = someStream();
    const ids: string[] = [];
    const append = async (): Promise<void> => {
      const [event] = someEvents(1);
      await store.append([writeAt(stream, ids.length - 1, [event!])]);
      ids.push(event!.id);
    };
    const stop = new AbortController();
    const followed: string[] = [];
    const following = (async () => {
      for await (const entry of store.follow({ after: 'start', types: 'all', signal: stop.signal })) {
        if (entry.kind === 'event') followed.push(entry.event.id);
        if (followed.length === 5) stop.abort();
      }
    })();
    await append();
    cluster.elect(1);
    await append();
    await append();
    const before = cluster.nodes[1]!.appendsSeen;
    await cluster.nodes[1]!.stop();
    cluster.elect(2);
    await append();
    await append();
    expect(before).toBeGreaterThan(0);
    expect(cluster.nodes[2]!.appendsSeen).toBeGreaterThan(0);
    expect((await readIds()).length).toBe(5);
    await following;
    expect(followed).toEqual(ids);
    expect(soundIds(cluster.nodes[0]!, stream)).toEqual(ids);

    /** A read may meet the node that is gone once more. */
    async function readIds(): Promise<string[]> {
      for (;;) {
        try {
          return (await Array.fromAsync(store.readStream(stream))).map(({ id }) => id);
        } catch (error) {
          if ((error as Error).name !== 'DependencyAway') throw error;
        }
      }
    }
  });
});
