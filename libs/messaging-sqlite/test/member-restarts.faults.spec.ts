import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { someMessage } from '@rollcall/testing';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Effect } from './member-workload.js';
import { group, openBus, openEffects, topic } from './member-workload.js';

const loader = fileURLToPath(new URL('../../../tools/run-sources.mjs', import.meta.url));
const program = fileURLToPath(new URL('consume-until-killed.ts', import.meta.url));
const keys = Array.from({ length: 60 }, (_, index) => `thing-${index}`);
const [kills, departures] = process.env['ROLLCALL_LONG'] ? [50, 20] : [4, 2];
const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));

/** A member in its own process, and waiting until it or another has handled so many messages more. */
class Members {
  readonly #folder: string;
  readonly #running: ChildProcess[] = [];
  #handled = 0;
  #waiting: { until: number; resolve: () => void } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  start(): void {
    const child = spawn(process.execPath, ['--import', loader, program, this.#folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    child.stdout.on('data', (dots: Buffer) => {
      this.#handled += dots.length;
      if (this.#waiting && this.#handled >= this.#waiting.until) this.#waiting.resolve();
    });
    this.#running.push(child);
  }

  handled(more: number): Promise<void> {
    return new Promise((resolve) => (this.#waiting = { until: this.#handled + more, resolve }));
  }

  async end(which: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const [child] = this.#running.splice(which, 1);
    const ended = new Promise((resolve) => child!.once('close', resolve));
    child!.kill(signal);
    await ended;
  }

  async endAll(): Promise<void> {
    while (this.#running.length > 0) await this.end(0, 'SIGKILL');
  }
}

let folder: string;
let members: Members;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-members-'));
  members = new Members(folder);
});
afterEach(async () => {
  await members.endAll();
  await rm(folder, { recursive: true });
});

test(
  `G3 ${kills} kills and ${departures} departures among three members lose nothing and keep each key's order (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    const bus = openBus(folder);
    for (let member = 0; member < 3; member++) members.start();
    const endings = [...Array<'SIGKILL'>(kills).fill('SIGKILL'), ...Array<'SIGTERM'>(departures).fill('SIGTERM')];
    let number = 0;
    for (const signal of endings.sort(() => random() - 0.5)) {
      const enough = members.handled(20 + Math.floor(random() * 100));
      for (const end = number + 10; number < end; number++) {
        await bus.publish(keys.map((key) => someMessage(topic, key, number)));
      }
      await enough;
      await members.end(Math.floor(random() * 3), signal);
      members.start();
    }
    await members.endAll();

    const effects = openEffects(folder);
    const last = await bus.consume(group, [topic], { each: effects.handle });
    await last.quiet();
    expect(last.lag).toBe(0n);
    expect(await bus.parked.list()).toEqual([]);
    const inOrder = Array.from({ length: number }, (_, index) => index);
    const all = effects.all();
    expect(keys.filter((key) => !sameNumbers(firstEffects(all, key), inOrder))).toEqual([]);
    effects.close();
    await bus.close();
  },
  (kills + departures) * 20_000,
);

/** The numbers of a key's messages in the order of their first handling. */
const firstEffects = (effects: readonly Effect[], key: string): number[] => [
  ...new Set(effects.filter((effect) => effect.key === key).map(({ number }) => number)),
];
const sameNumbers = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join();

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
