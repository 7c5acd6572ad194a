import { randomUUID } from 'node:crypto';
import type { RecordFilter } from './read-events.js';
import { filterOf, placeOf } from './read-events.js';
import type { LogPlace, ReadAnswer, ReadOptions } from './read-messages.js';
import { caughtUpAnswer, checkpointAnswer, confirmationAnswer, eventAnswer, startOfLog } from './read-messages.js';
import type { StoredLog } from './stored-log.js';

/** How many records a page of a subscription that catches up has, and how many a live one looks at for a checkpoint. */
const pageSize = 32;

/** What a subscription needs: to send an answer, at the reader's pace, and to wait for the log to grow. */
export type Follower = Readonly<{
  log: StoredLog;
  options: ReadOptions;
  send: (answer: ReadAnswer) => Promise<void>;
  /** Resolves when the log may have grown; undefined when the follower is gone. */
  grown: () => Promise<unknown>;
  gone: () => boolean;
}>;

/**
 * A catch-up subscription to `$all`: confirmation, what is there in pages, a checkpoint when the end is reached, caught-up,
 * and then what comes, with a checkpoint each time enough records were passed over.
 */
export async function followEvents(follower: Follower): Promise<void> {
  const { log, options, send, grown, gone } = follower;
  if (options.hasStream()) return followStream(follower);
  const filter = filterOf(options);
  const window = options.getFilter()?.getMax() || pageSize;
  const interval = window * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0);
  const from = placeOf(log, options);
  await send(confirmationAnswer(randomUUID()));
  let place = from;
  const isBehind = place.commit < log.lastPosition || place === startOfLog;
  if (isBehind) place = await catchUp({ log, options, send, gone, filter, window, interval, place });
  await send(caughtUpAnswer(place));
  let index = log.indexAfter(place.commit, place.prepare);
  let passed = 0;
  while (!gone()) {
    for (; index < log.records.length && !gone(); index += 1) {
      const record = log.records[index]!;
      if (filter(record)) await send(eventAnswer(record, options));
      else if (interval > 0 && ++passed >= interval) {
        passed = 0;
        await send(checkpointAnswer({ commit: record.position, prepare: record.position }));
      }
    }
    await grown();
  }
}

/** A catch-up subscription to one stream: what comes after a revision, whether the stream is there yet or not. */
async function followStream({ log, options, send, grown, gone }: Follower): Promise<void> {
  const stream = options.getStream()!;
  const name = Buffer.from(stream.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
  let next = stream.hasRevision() ? Number(stream.getRevision()) + 1 : stream.hasEnd() ? log.of(name).length : 0;
  await send(confirmationAnswer(randomUUID()));
  for (let caughtUp = false; !gone(); await grown()) {
    for (; next < log.of(name).length && !gone(); next += 1) await send(eventAnswer(log.of(name)[next]!, options));
    if (!caughtUp) await send(caughtUpAnswer(startOfLog));
    caughtUp = true;
  }
}

type CatchUp = Omit<Follower, 'grown'> &
  Readonly<{ filter: RecordFilter; window: number; interval: number; place: LogPlace }>;

/** Answers the last place it has sent: of an event, or of the page whose records were all passed over. */
async function catchUp({ log, options, send, gone, filter, window, interval, place }: CatchUp): Promise<LogPlace> {
  let counted = 0;
  let reached = place;
  let index = log.indexAfter(place.commit, place.prepare);
  while (!gone()) {
    const page = log.records.slice(index, index + window);
    if (page.length === 0) break;
    let sent = false;
    for (const record of page.filter(filter)) {
      await send(eventAnswer(record, options));
      reached = { commit: record.position, prepare: record.position };
      sent = true;
    }
    // The position of a page is where its first record begins, with a prepare position of none.
    if (!sent) reached = { commit: page[0]!.position, prepare: 0n };
    index += page.length;
    counted += page.length;
    if (interval > 0 && counted >= interval) {
      counted %= interval;
      await send(checkpointAnswer(reached));
    }
  }
  if (interval > 0 && reached !== startOfLog) await send(checkpointAnswer(reached));
  return reached;
}
