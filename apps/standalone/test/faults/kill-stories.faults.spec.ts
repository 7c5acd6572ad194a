import { expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { type Disturbance, playStories } from './play-stories.js';
import { createRandom } from './random.js';

const long = process.env['ROLLCALL_LONG'] === '1';
const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
const [people, kills] = long ? [200, 20] : [20, 4];
const ports = ['append', 'publish', 'save', 'rows'] as const;

/** Half of them inside a step: at a call of a port; the others whenever it hits. */
function disturbances(): readonly Disturbance[] {
  const random = createRandom(seed);
  return Array.from({ length: kills }, (_, index) => {
    if (index % 2 === 1) return { afterMs: 50 + random(600) };
    const port = ports[random(ports.length)]!;
    return { port, call: 1 + random(12), when: random(2) === 0 ? 'before' : 'after' };
  });
}

test(
  `STO-1 STO-6 STO-8 G1 killed ${kills} times in ${people} people's stories, everything ends as if nothing had happened`,
  async () => {
    const planned = disturbances();
    console.log(`ROLLCALL_SEED=${seed} plays these kills again: ${JSON.stringify(planned)}`);
    const undisturbed = await playStories(people, []);
    const disturbed = await playStories(people, planned);
    expect(disturbed.killed).toBeGreaterThan(0);
    expect(disturbed.dump).toEqual(undisturbed.dump);
    expect(disturbed.mails).toEqual(undisturbed.mails);
    expect(undisturbed.mails.length).toBeGreaterThanOrEqual(people);
  },
  long ? 1_800_000 : 180_000,
);
