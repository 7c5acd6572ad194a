// Appends with 64 writers until it is killed. Says on its output what it tries and what was acknowledged, so that the
// test can compare with the file. Arguments: the file, and a name no other run on it has.
import type { AppendTicket, StreamName } from '@rollcall/event-sourcing';
import { streamName } from '@rollcall/event-sourcing';
import { writeSync } from 'node:fs';
import type { Report, TriedAppend } from './crash-workload.js';
import { openStore, writesOf } from './crash-workload.js';

const [file, run] = process.argv.slice(2) as [string, string];
const writers = 64;
const store = openStore(file);

/** A pipe takes a line at once, so what was said before a kill arrives. */
const say = (report: Report): void => void writeSync(1, `${JSON.stringify(report)}\n`);

/** One stream is written by all, each append upon the outcome of those not yet answered. */
const hot = { stream: streamName('testing.hot', run), version: -1, open: [] as AppendTicket[] };

async function appendForEver(own: StreamName): Promise<never> {
  let version = -1;
  for (let number = 0; ; number++) {
    const events = Array.from({ length: 1 + (number % 3) }, (_, index) => index);
    const tried: TriedAppend = { append: `${own}/${number}`, writes: [{ stream: own, expected: version, events }] };
    await (number % 4 === 3 ? appendWithHot(tried) : append(tried));
    version += events.length;
  }
}

function appendWithHot({ append: name, writes }: TriedAppend): Promise<void> {
  hot.open = hot.open.filter(({ outcome }) => outcome === undefined);
  const ticket = { after: [...hot.open] };
  hot.open.push(ticket);
  const last = { stream: hot.stream, expected: hot.version, events: [9] };
  hot.version += 1;
  return append({ append: name, writes: [...writes, last] }, ticket);
}

async function append(tried: TriedAppend, ticket?: AppendTicket): Promise<void> {
  say({ tried });
  await store.append(writesOf(tried), ticket);
  say({ stored: tried.append });
}

await Promise.all(
  Array.from({ length: writers }, (_, writer) => appendForEver(streamName('testing.own', `${run}-${writer}`))),
);
