import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { handWritten } from './hand-written.js';
import { stories } from './happenings.js';
import { directoryRules } from './directory-rules.js';
import { identityRules } from './identity-rules.js';
import { licensingRules } from './licensing-rules.js';

const seed = Number(process.env['ROLLCALL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`STO-8 without a rule the property fails, seed ${seed}`, () => {
  beforeEach(() => {
    jest.resetModules();
  });

  test.each([...directoryRules, ...identityRules, ...licensingRules])(
    '$rule',
    async ({ module, off, story }) => {
      const actual = (await import(module)) as object;
      jest.resetModules();
      jest.unstable_mockModule(module, () => ({ ...actual, ...off(actual as never) }));
      const { playStory } = await import('./play-story.js');
      const told = story ? fc.constant(handWritten[story]) : stories.map((happenings) => ({ happenings, seats: 1 }));
      const property = fc.asyncProperty(told, async (one) => {
        const seats = 'seats' in one ? one.seats : 1;
        // A story that cannot be played proves nothing.
        const broken = await playStory(one, { seats, instances: 1 }).catch(() => []);
        return broken.length === 0;
      });
      const { failed } = await fc.check(property, { seed, numRuns: story ? 1 : 2_000, endOnFailure: true });
      jest.unstable_unmockModule(module);
      expect({ failed }).toEqual({ failed: true });
    },
    600_000,
  );
});
