import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type HandWritten, handWritten } from './hand-written.js';
import { stories } from './happenings.js';
import { playStory } from './play-story.js';

const seed = Number(process.env['ROLLCALL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = process.env['ROLLCALL_LONG'] ? 20_000 : 150;

describe(`attempts, seed ${seed}`, () => {
  test.each([
    [1, 1],
    [2, 2],
  ])(
    'STO-2 STO-3 STO-4 STO-8 any order of messages keeps seats and links true, %i seats, %i instances',
    async (seats, instances) => {
      const property = fc.asyncProperty(stories, async (happenings) =>
        expect(await playStory({ happenings }, { seats, instances })).toEqual([]),
      );
      await fc.assert(property, { seed, numRuns });
    },
    600_000,
  );

  test.each(Object.values<HandWritten>(handWritten).map((story) => [story.promise, story] as const))(
    'STO-2 STO-8 %s',
    async (_promise, story) => {
      expect(await playStory(story, { seats: story.seats ?? 1, instances: 1 })).toEqual([]);
    },
  );
});
