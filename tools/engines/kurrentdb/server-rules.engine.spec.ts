import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AppendRecordInput, ConsistencyCheck } from '@kurrent/kurrentdb-client';
import {
  AppendConsistencyViolationError,
  KurrentDBClient,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  STREAM_STATE,
  StreamNotFoundError,
  TransactionMaxSizeExceededError,
  binaryEvent,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { describeEngine } from '../engine.js';
import { startKurrent } from '../kurrentdb.js';

// What the event store relies on, asked of whatever server there is: where Docker is, these tell whether the server in
// this process is right. Numbers are those of README.md.
await describeEngine('The rules of KurrentDB', startKurrent, ({ node }) => {
  let client: KurrentDBClient;
  beforeEach(() => {
    client = KurrentDBClient.connectionString(`kurrentdb://${node}?tls=false`);
  });
  afterEach(() => client.dispose());

  const idsOf = async (stream: string): Promise<string[]> => {
    const ids: string[] = [];
    try {
      for await (const { event } of client.readStream(stream)) if (event) ids.push(event.id);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return ids;
  };

  describe('appends', () => {
    test('1 the answer is the place of the last record, a commit and prepare position in one', async () => {
      const [one, two] = [someName(), someName()];
      const records = [recordFor(one), recordFor(two), recordFor(one), recordFor(two)];
      const { position, responses } = await client.appendRecords(records, [at(one, NO_STREAM), at(two, NO_STREAM)]);
      const places: unknown[] = [];
      for await (const { event } of client.readStream(two)) places.push(event?.position);
      expect(places.at(-1)).toEqual({ commit: position, prepare: position });
      expect(responses.map(({ streamName, revision }) => [streamName, revision])).toEqual([
        [one, 1n],
        [two, 1n],
      ]);
    });

    test('2 the same ids at the current revision are stored again', async () => {
      const stream = someName();
      const record = recordFor(stream);
      await client.appendRecords([record], [at(stream, NO_STREAM)]);
      await client.appendRecords([record], [at(stream, 0n)]);
      expect(await idsOf(stream)).toEqual([record.record.id, record.record.id]);
    });

    test('3 the same ids at an earlier revision are answered as stored, and stored once', async () => {
      const stream = someName();
      const record = recordFor(stream);
      const first = await client.appendRecords([record], [at(stream, NO_STREAM)]);
      await client.appendRecords([recordFor(stream)], [at(stream, 0n)]);
      expect(await client.appendRecords([record], [at(stream, NO_STREAM)])).toEqual(first);
      expect(await idsOf(stream)).toHaveLength(2);
    });

    test('4 with a check that holds beside it, a repeated append is refused, and stored once', async () => {
      const stream = someName();
      const record = recordFor(stream);
      const checks = [at(stream, NO_STREAM), at(someName(), NO_STREAM)];
      await client.appendRecords([record], checks);
      await expect(client.appendRecords([record], checks)).rejects.toThrow();
      expect(await idsOf(stream)).toHaveLength(1);
    });

    test('5 a check on a stream that is not written refuses the append, and says where that stream is', async () => {
      const [checked, written] = [someName(), someName()];
      await client.appendRecords([recordFor(checked), recordFor(checked)], [at(checked, NO_STREAM)]);
      for (const expected of [NO_STREAM, 0n, 7n] as const) {
        const append = client.appendRecords([recordFor(written)], [at(written, NO_STREAM), at(checked, expected)]);
        await expect(append).rejects.toThrow(AppendConsistencyViolationError);
        await expect(append).rejects.toMatchObject({
          violations: [{ streamName: checked, expectedState: expected, actualState: 1n }],
        });
      }
      await client.appendRecords([recordFor(written)], [at(written, NO_STREAM), at(checked, 1n)]);
      await client.appendRecords([recordFor(written)], [at(written, 0n), at(checked, STREAM_EXISTS)]);
      expect(await idsOf(written)).toHaveLength(2);
      expect(await idsOf(checked)).toHaveLength(2);
    });

    test('6 several ids of which a part is stored are refused', async () => {
      const stream = someName();
      const record = recordFor(stream);
      await client.appendRecords([record], [at(stream, NO_STREAM)]);
      await expect(client.appendRecords([record, recordFor(stream)], [at(stream, NO_STREAM)])).rejects.toThrow();
      expect(await idsOf(stream)).toHaveLength(1);
    });

    test('7 an append without records, or with two checks on one stream, is refused', async () => {
      const stream = someName();
      await expect(client.appendRecords([], [at(stream, NO_STREAM)])).rejects.toMatchObject({ code: 3 });
      const twice = [at(stream, NO_STREAM), at(stream.toUpperCase(), NO_STREAM)];
      await expect(client.appendRecords([recordFor(stream)], twice)).rejects.toMatchObject({ code: 3 });
      expect(await idsOf(stream)).toEqual([]);
    });

    test('8 names that differ in case are two streams, of two appends', async () => {
      const stream = someName();
      await client.appendRecords([recordFor(stream)], [at(stream, NO_STREAM)]);
      await client.appendRecords([recordFor(stream.toUpperCase())], [at(stream.toUpperCase(), NO_STREAM)]);
      expect(await idsOf(stream)).toHaveLength(1);
      expect(await idsOf(stream.toUpperCase())).toHaveLength(1);
    });

    test('9 an append of more than 1 MiB is refused with its size', async () => {
      const stream = someName();
      const data = new Uint8Array(600 * 1024);
      const append = client.appendRecords([recordFor(stream, data), recordFor(stream, data)], [at(stream, NO_STREAM)]);
      await expect(append).rejects.toThrow(TransactionMaxSizeExceededError);
      await expect(append).rejects.toMatchObject({ maxSize: 1024 * 1024 });
      expect(await idsOf(stream)).toEqual([]);
    });
  });

  describe('reads', () => {
    test('10 bytes come back as they were; properties as metadata, the server’s own begin with $', async () => {
      const stream = someName();
      const data = new TextEncoder().encode('{ "b":1,  "a": "Zoë" }');
      await client.appendRecords([recordFor(stream, data)], [at(stream, NO_STREAM)]);
      for await (const { event } of client.readStream(stream)) {
        expect(Buffer.from(event!.data as Uint8Array)).toEqual(Buffer.from(data));
        const own = Object.entries(event!.metadata as object).filter(([name]) => !name.startsWith('$'));
        expect(Object.fromEntries(own)).toEqual({ hash: 'h', actor: 'user:zoe' });
      }
    });

    test('11 a filtered subscription delivers in order what comes after a place, and says when it is at the end', async () => {
      const prefix = `rules.${randomUUID()}`;
      const stream = `${prefix}-one`;
      await client.appendRecords([recordFor(stream), recordFor(stream)], [at(stream, NO_STREAM)]);
      const { position } = await client.appendRecords([recordFor(stream)], [at(stream, 1n)]);
      const filter = streamNameFilter({ prefixes: [prefix] });
      expect(await revisionsUntilCaughtUp(client, { fromPosition: START, filter })).toEqual([0n, 1n, 2n]);
      const after = { fromPosition: { commit: position, prepare: position }, filter };
      expect(await revisionsUntilCaughtUp(client, after)).toEqual([]);
    });

    test('12 a checkpoint is never ahead of an event that is still to come', async () => {
      const prefix = `rules.${randomUUID()}`;
      const own = `${prefix}-one`;
      const other = someName();
      for (let round = 0; round < 3; round += 1) {
        const foreign = Array.from({ length: 50 }, () => recordFor(other));
        await client.appendRecords(foreign, round === 0 ? [at(other, NO_STREAM)] : [at(other, BigInt(round * 50 - 1))]);
        await client.appendRecords([recordFor(own)], [at(own, round === 0 ? NO_STREAM : BigInt(round - 1))]);
      }
      const seen: bigint[] = [];
      const checkpointReached = (_: unknown, { commit }: { commit: bigint }) => void seen.push(commit);
      const filter = streamNameFilter({ prefixes: [prefix], checkpointReached });
      const subscription = client.subscribeToAll({ fromPosition: START, filter });
      let events = 0;
      for await (const { event } of subscription) {
        expect(seen.every((place) => place <= event!.position.commit)).toBe(true);
        events += 1;
        if (events === 3) break;
      }
      await subscription.unsubscribe();
      expect(seen.length).toBeGreaterThan(0);
    });
  });
});

const someName = (): string => `rules.thing-${randomUUID()}`;

const recordFor = (streamName: string, data: Uint8Array = new Uint8Array([123, 125])): AppendRecordInput => ({
  streamName,
  record: binaryEvent({ id: randomUUID(), type: 'thing-happened', data, metadata: { hash: 'h', actor: 'user:zoe' } }),
});

const at = (streamName: string, expectedState: ConsistencyCheck['expectedState']): ConsistencyCheck => ({
  type: STREAM_STATE,
  streamName,
  expectedState,
});

/** Revisions in the order of a subscription, up to the first time that it has caught up. */
async function revisionsUntilCaughtUp(
  client: KurrentDBClient,
  options: Parameters<KurrentDBClient['subscribeToAll']>[0],
): Promise<bigint[]> {
  const revisions: bigint[] = [];
  const subscription = client.subscribeToAll(options);
  await new Promise<void>((resolve, reject) => {
    subscription.on('data', ({ event }) => revisions.push(event!.revision));
    subscription.on('caughtUp', () => setImmediate(resolve));
    subscription.on('error', reject);
  });
  await subscription.unsubscribe();
  return revisions;
}
