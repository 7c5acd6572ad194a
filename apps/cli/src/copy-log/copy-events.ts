import {
  type EventStore,
  eventsSoFar,
  type Recorded,
  type StoredTexts,
  type StreamName,
  type StreamVersion,
  streamVersion,
  type StreamWrite,
} from '@rollcall/event-sourcing';

type StoredRecord = Recorded<StoredTexts>;
/** Two logs of events as they are stored. */
export type TwoLogs = Readonly<{ from: Pick<EventStore, 'follow'>; to: Pick<EventStore, 'follow' | 'append'> }>;
/** What both logs hold, and how many events of that were appended now. */
export type Copied = Readonly<{ events: number; streams: number; appended: number }>;

/** The target holds something that the source does not, or something else in its place. */
export class NotACopy extends Error {
  override readonly name = 'NotACopy';
}

/**
 * Appends to one log what it lacks of another: every event in order, with its id, version, metadata and bytes. What is there
 * already is compared event by event, so that a copy which was ended goes on, and a second one proves the first.
 * @throws NotACopy at the first event that differs; what was appended stays.
 */
export async function copyEvents({ from, to }: TwoLogs): Promise<Copied> {
  const there = eventsSoFar<StoredTexts>(to, 'all');
  const versions = new Map<StreamName, StreamVersion>();
  const counts = { events: 0, appended: 0 };
  let together: StoredRecord[] = [];
  const append = async (): Promise<void> => {
    if (together.length > 0) await to.append(writesOf(together));
    counts.appended += together.length;
    together = [];
  };
  for await (const event of eventsSoFar<StoredTexts>(from, 'all')) {
    counts.events += 1;
    versions.set(event.stream, event.version);
    const { value: copy } = await there.next();
    if (copy) {
      assertSame(event, copy);
      continue;
    }
    if (together.some(({ metadata }) => metadata.commandId !== event.metadata.commandId)) await append();
    together.push(event);
  }
  await append();
  const { value: more } = await there.next();
  if (more) throw new NotACopy(`${placeOf(more)} is not in the log that is copied.`);
  return { ...counts, streams: versions.size };
}

/** What one command led to was appended together, and is again. */
function writesOf(events: readonly StoredRecord[]): readonly StreamWrite[] {
  return [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, ofStream]) => {
    const { version } = ofStream[0]!;
    return { stream, expected: version === 0n ? 'no-stream' : streamVersion(version - 1n), events: ofStream };
  });
}

function assertSame(event: StoredRecord, copy: StoredRecord): void {
  if (textOf(event) === textOf(copy)) return;
  throw new NotACopy(`${placeOf(copy)} stands where ${placeOf(event)} belongs.`);
}

/** Everything of an event, its chained hash too; stores give back metadata in an order of their own. */
function textOf({ id, type, stream, version, data, metadata: { hash } }: StoredRecord): string {
  const metadata = Object.entries(JSON.parse(data.metadata) as Record<string, string>).toSorted();
  return JSON.stringify([id, type, stream, String(version), data.data, hash, metadata]);
}

const placeOf = ({ type, id, stream, version }: StoredRecord): string => `${type} ${id} at ${stream}, ${version}`;
