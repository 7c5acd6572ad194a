import type { Appended, EncodedWrite, ExpectedVersion, Position, StreamVersion } from '@rollcall/event-sourcing';
import { VersionConflict, streamVersion } from '@rollcall/event-sourcing';
import type { KurrentClient } from './kurrent-client.js';
import { startPosition } from './log-position.js';
import type { LogRecord } from './stored-records.js';

/** Where a write's stream stands: where it was expected, with the write's own events after that, or elsewhere. */
type StreamPlace = Readonly<{ actual: ExpectedVersion }> &
  (Readonly<{ is: 'expected' | 'elsewhere' }> | Readonly<{ is: 'stored'; last: LogRecord }>);

/** What the log says about an append: not there (yet), there, or never to come. */
export type AppendTrace =
  Readonly<{ kind: 'absent' }> | Readonly<{ kind: 'stored'; last: readonly (LogRecord | undefined)[] }>;

type Reads = Pick<KurrentClient, 'lastOf' | 'read'>;

/**
 * Looks into the log for what became of an append. Its answer to the caller is made of this and nothing else, since an
 * error of the server may mean anything: that the append was stored before and a stream that was only checked has moved
 * on since, that the answer was lost, that it was not stored at all.
 * @throws VersionConflict when it is not stored and never can be.
 */
export async function traceAppend(client: Reads, writes: readonly EncodedWrite[]): Promise<AppendTrace> {
  // What is only checked is looked at first: if it has moved and the events are not there after that, they never will be.
  const checked = await placesOf(client, writes.filter(isCheck));
  const written = await writtenPlaces(
    client,
    writes.filter((write) => !isCheck(write)),
  );
  if (written.length > 0 && written.every(({ place }) => place.is === 'stored')) {
    return { kind: 'stored', last: lastOfEach(writes, written) };
  }
  for (const write of writes) {
    const { place } = [...checked, ...written].find((found) => found.write === write)!;
    if (place.is !== 'expected') throw new VersionConflict(write.stream, write.expected, place.actual);
  }
  return { kind: 'absent' };
}

/** The answer to an append: the places of its last events, and its own place for streams that were only checked. */
export function appendedOf(writes: readonly EncodedWrite[], places: readonly (Position | undefined)[]): Appended[] {
  const newest =
    places
      .filter((place) => place !== undefined)
      .toSorted()
      .at(-1) ?? startPosition;
  return writes.map((write, index) => ({ version: endOf(write), position: places[index] ?? newest }));
}

/** The version of a write's last event, or the one that was checked. */
export const endOf = (write: EncodedWrite): StreamVersion =>
  streamVersion(versionBefore(write) + BigInt(write.events.length));

/** The version before a write's first event; -1 before the first of its stream. */
const versionBefore = ({ expected }: Pick<EncodedWrite, 'expected'>): bigint =>
  expected === 'no-stream' ? -1n : expected;

/** Whether a write brings no events. */
export const isCheck = ({ events }: EncodedWrite): boolean => events.length === 0;

type Found = Readonly<{ write: EncodedWrite; place: StreamPlace }>;

const placesOf = (client: Reads, writes: readonly EncodedWrite[]): Promise<Found[]> =>
  Promise.all(writes.map(async (write) => ({ write, place: await placeOfWrite(client, write) })));

/** An append that was still under way may have come between two reads: what seemed to be missing is looked at again. */
async function writtenPlaces(client: Reads, writes: readonly EncodedWrite[]): Promise<Found[]> {
  const found = await placesOf(client, writes);
  const missing = found.filter(({ place }) => place.is !== 'stored');
  if (missing.length === 0 || missing.length === found.length) return found;
  const again = await placesOf(
    client,
    missing.map(({ write }) => write),
  );
  return found.map((one) => again.find(({ write }) => write === one.write) ?? one);
}

async function placeOfWrite(client: Reads, write: EncodedWrite): Promise<StreamPlace> {
  const head = await client.lastOf(write.stream);
  const actual = head?.event.version ?? 'no-stream';
  if (actual === write.expected) return { is: 'expected', actual };
  if (isCheck(write) || actual === 'no-stream' || actual < endOf(write)) return { is: 'elsewhere', actual };
  const records = await client.read(write.stream, versionBefore(write) + 1n, write.events.length);
  const last = records.at(-1);
  const own = last && write.events.every(({ id }, index) => records[index]?.event.id === id);
  return own ? { is: 'stored', actual, last } : { is: 'elsewhere', actual };
}

function lastOfEach(writes: readonly EncodedWrite[], written: readonly Found[]): (LogRecord | undefined)[] {
  return writes.map((write) => {
    const place = written.find((found) => found.write === write)?.place;
    return place?.is === 'stored' ? place.last : undefined;
  });
}
