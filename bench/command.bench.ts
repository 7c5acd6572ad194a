import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Command,
  type CommandHandler,
  type Decider,
  type StreamName,
  createCommandHandler,
  createEventCodec,
  createScheduler,
  streamName,
} from '@rollcall/event-sourcing';
import { createSqliteEventStore } from '@rollcall/event-store-sqlite';
import { createNodeCryptography, systemClock } from '@rollcall/service-kit';
import { type Benchmark, inTurns, short } from './benchmark.js';

type Counted = Readonly<{ type: 'Counted'; data: Readonly<{ by: number }> }>;
type Count = Readonly<{ type: 'Count'; data: Readonly<{ by: number; times: number }> }>;

/** The plainest aggregate there is, and one that declares no snapshot: what is measured is the kernel's own cost. */
const counter: Decider<number, Count, Counted> = {
  initialState: () => 0,
  evolve: (sum, { data }) => sum + data.by,
  decide: ({ data }) => Array.from({ length: data.times }, () => ({ type: 'Counted', data: { by: data.by } })),
};

const count = (stream: StreamName, times: number): Command => ({
  addressed: stream,
  decide: (get) =>
    new Map([[stream, counter.decide({ type: 'Count', data: { by: 1, times } }, get(counter, stream))]]) as never,
});

/** Handles a command as a request does; a rejection is a fault of the benchmark. */
async function must(handle: CommandHandler, command: Command): Promise<void> {
  const commandId = randomUUID();
  const outcome = await handle(command, {
    commandId,
    causationId: commandId,
    correlationId: commandId,
    actor: { kind: 'system', id: 'bench' },
    occurredAt: new Date(),
  });
  if (!outcome.ok) throw new Error(outcome.rejection.reason);
}

/** A log in a folder that can be opened again and again, as after a restart. */
async function prepareLog() {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-command-'));
  const key = randomBytes(32);
  const keys = { keyFor: async () => key, erase: async () => {}, close: async () => {} };
  const cryptography = createNodeCryptography({ indexKey: randomBytes(32), now: () => Date.now(), keys });
  const open = () => {
    const codec = createEventCodec({ cryptography });
    const scheduler = createScheduler({ nextTurn: setImmediate });
    const store = createSqliteEventStore({ file: join(folder, 'events.sqlite'), codec, cryptography, scheduler });
    const handle = createCommandHandler({ store, cryptography, clock: systemClock, random: Math.random });
    return { handle, close: () => store.close() };
  };
  return { open, remove: () => rm(folder, { recursive: true }) };
}

const [few, many] = [10, short ? 5_000 : 100_000];
const commandsPerTurn = 20;

const longStream: Benchmark = {
  name: `a command on a stream of ${many} events, without a snapshot`,
  figures: [
    { figure: `time as a multiple of one on a stream of ${few}, warm cache`, goal: { atMost: 2 } },
    { figure: 'the first after a restart, in ms', goal: { atMost: 1_500 } },
  ],
  async prepare() {
    const log = await prepareLog();
    const [brief, long] = [streamName('bench.counter', 'brief'), streamName('bench.counter', 'long')];
    const first = log.open();
    await must(first.handle, count(brief, few));
    for (let written = 0; written < many; written += 1_000) await must(first.handle, count(long, 1_000));
    await first.close();
    const round = async () => {
      const { handle, close } = log.open();
      const start = performance.now();
      await must(handle, count(long, 1));
      const cold = performance.now() - start;
      await must(handle, count(brief, 1));
      const turn = (stream: StreamName) => async (): Promise<void> => {
        for (let command = 0; command < commandsPerTurn; command++) await must(handle, count(stream, 1));
      };
      const [time, briefTime] = await inTurns(10, turn(long), turn(brief));
      await close();
      return [time / briefTime, cold];
    };
    return { round, end: () => log.remove() };
  },
};

/** What a long stream costs whoever writes to it (KRN-05). */
export const benchmarks: readonly Benchmark[] = [longStream];
