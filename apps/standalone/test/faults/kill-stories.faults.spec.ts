import { expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import type { FailPoint } from './fail-point.js';
import { type Disturbance, playDisturbed } from './play-disturbed.js';
import { playPeople } from './play-people.js';
import { createRandom } from './random.js';

const long = process.env['ROLLCALL_LONG'] === '1';
const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
const [people, kills] = long ? [200, 20] : [16, 4];
type Step = Pick<FailPoint, 'port'> & Partial<FailPoint>;
/** Sent, but not noted as sent: the one place where something from outside the log happens twice. */
const mailSent: Step = { port: 'mail', when: 'after' };
const steps: readonly Step[] = [
  { port: 'mail', when: 'before' },
  ...(['append', 'handle', 'publish', 'checkpoint', 'key', 'save', 'rows', 'answer'] as const).map((port) => ({
    port,
  })),
];

/** Half of them inside a step, a sent mail always among them; the others whenever it hits. */
function disturbances(): readonly Disturbance[] {
  const random = createRandom(seed);
  const order = steps.map((step) => ({ step, at: random(2 ** 20) })).toSorted((a, b) => a.at - b.at);
  const shuffled = [mailSent, ...order.map(({ step }) => step)];
  return Array.from({ length: kills }, (_, index) => {
    const from = index / kills;
    if (index % 2 === 1) return { afterMs: 50 + random(600), from };
    const when = random(2) === 0 ? 'before' : 'after';
    const point: FailPoint = { when, call: 1 + random(6), ...shuffled[(index / 2) % shuffled.length]! };
    // Some count from the start after the last one, and may hit while that is recovered from.
    return random(4) === 0 ? { point } : { point, from };
  });
}

test(
  `STO-1 STO-6 STO-8 G1 killed ${kills} times in ${people} people's stories, everything ends as if nothing had happened (seed ${seed})`,
  async () => {
    const planned = disturbances();
    const seats = people + 10;
    const undisturbed = await playDisturbed(playPeople(people), [], { seats });
    const disturbed = await playDisturbed(playPeople(people), planned, { seats });
    expect({ seed, killed: disturbed.killed }).toEqual({ seed, killed: kills });
    expect(disturbed.dump).toEqual(undisturbed.dump);
    expect(disturbed.mails).toEqual(undisturbed.mails);
    expect(undisturbed.mails.length).toBeGreaterThanOrEqual(people);
    expect(undisturbed.repeated).toBe(0);
    expect(disturbed.repeated).toBeGreaterThan(0);
  },
  long ? 3_600_000 : 600_000,
);
