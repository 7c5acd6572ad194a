import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Command,
  type CommandHandler,
  createCommandHandler,
  decideOne,
  type EventStore,
  type Outcome,
} from '@rollcall/event-sourcing';
import { loadConfiguration, openEngines, readState } from '@rollcall/service-kit';
import { commandContext } from '@rollcall/testing';
import { poolDecider } from '../src/pool/pool.decider.js';
import { assignSeat, poolStream } from '../src/seat/seat.decisions.js';
import { siteDecider } from '../src/site/site.decider.js';
import { siteStream } from '../src/site/site.events.js';
import { claimSeat, useStream } from '../src/use/use.decisions.js';
import { useDecider } from '../src/use/use.decider.js';

const rounds = process.env.ROLLCALL_LONG === '1' ? 200 : 2;
const [total, racers] = [100, 500];
const at = new Date('2026-01-05T09:00:00.000Z');
type Instance = Readonly<{ store: EventStore; handle: CommandHandler }>;
/** Time stands still: no racer gives up because the machine is busy. */
const clock = { now: () => at, sleepUntil: () => new Promise<void>((resolve) => setImmediate(resolve)) };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Handlers over one folder; each instance has its own connections, cache and queue, as a process has. */
async function instancesOn(count: number): Promise<readonly Instance[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-seats-'));
  closing.push(async () => rmSync(folder, { recursive: true }));
  const instances: Instance[] = [];
  for (let opened = 0; opened < count; opened += 1) {
    const engines = await openEngines(loadConfiguration({ ROLLCALL_DATA_DIR: folder }, {}));
    const { store, snapshots, cryptography, close } = await engines.forService('licensing');
    const handle = createCommandHandler({ store, snapshots, cryptography, clock, random: Math.random });
    closing.push(async () => {
      await handle.close();
      await close();
      await engines.close();
    });
    instances.push({ store, handle });
  }
  return instances;
}

const open = async (handle: CommandHandler, teamId: string): Promise<void> => {
  const subscribe = { type: 'StartSubscription', data: { teamId, total } } as const;
  await handle(decideOne(poolDecider, poolStream(teamId), subscribe), commandContext());
  const register = { type: 'RegisterSite', data: { siteId: `site-${teamId}`, teamId, kind: 'subscription' } } as const;
  await handle(decideOne(siteDecider, siteStream(`site-${teamId}`), register), commandContext());
};
const assigning = (teamId: string, index: number): Command =>
  assignSeat({ teamId, accountId: `${teamId}-${index}`, seatId: `${teamId}-${index}` }, at);
const activating = (teamId: string, index: number): Command => {
  const ids = { personId: `${teamId}-${index}`, siteId: `site-${teamId}`, accountId: `${teamId}-${index}` };
  return claimSeat({ ...ids, seatId: `${teamId}-${index}`, attempt: 1, byHand: false, at });
};
const codeOf = (outcome: Outcome): string => (outcome.ok ? 'ok' : outcome.rejection.rejected);

async function race(instances: number, command: (teamId: string, index: number) => Command) {
  const handlers = await instancesOn(instances);
  const results: { codes: readonly string[]; used: number; teamId: string }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const teamId = `team-${round}`;
    await open(handlers[0]!.handle, teamId);
    const all = Array.from({ length: racers }, (_, index) =>
      handlers[index % instances]!.handle(command(teamId, index), commandContext()),
    );
    const codes = (await Promise.all(all)).map(codeOf);
    const { state } = await readState(handlers[0]!.store, poolDecider, poolStream(teamId));
    results.push({ codes, teamId, used: state.status === 'subscribed' ? state.used : -1 });
  }
  return { results, store: handlers[0]!.store };
}

describe.each([1, 2])('%i instance(s) over one store', (instances) => {
  test(`G9 LIC-03 ${racers} assignments race for ${total} seats: never one more, the rest are refused`, async () => {
    const { results } = await race(instances, assigning);
    for (const { codes, used } of results) {
      expect(used).toBe(total);
      expect(codes.filter((code) => code === 'ok')).toHaveLength(total);
      expect(codes.filter((code) => code === 'no-seat-left')).toHaveLength(racers - total);
    }
  }, 600_000);

  test(`G9 LIC-11 ${racers} activations race for ${total} seats: each is answered, ${total} with a seat`, async () => {
    const { results, store } = await race(instances, activating);
    for (const { codes, used, teamId } of results) {
      expect(used).toBe(total);
      expect(new Set(codes)).toEqual(new Set(['ok']));
      const people = Array.from({ length: racers }, (_, index) => useStream(`${teamId}-${index}`));
      const uses = await Promise.all(people.map((stream) => readState(store, useDecider, stream)));
      expect(uses.filter(({ state }) => state.current?.seatId !== undefined)).toHaveLength(total);
      expect(uses.filter(({ state }) => state.answered === 1)).toHaveLength(racers);
    }
  }, 600_000);
});
