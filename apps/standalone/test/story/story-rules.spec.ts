import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Decider, Message } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import { refusedEdit, staleEdit } from './play-story.js';
import { rules } from './story-rules.js';

type AnyDecider = Decider<unknown, Message, Message>;

const byHand: Readonly<Record<string, typeof staleEdit>> = { staleEdit, refusedEdit };
const seed = Number(process.env['ROLLCALL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`STO-8 without a rule the property fails, seed ${seed}`, () => {
  beforeEach(() => {
    jest.resetModules();
  });

  test.each(rules)(
    '$rule',
    async ({ module, off, story }) => {
      const actual = (await import(module)) as Record<string, AnyDecider>;
      jest.resetModules();
      jest.unstable_mockModule(module, () => ({ ...actual, ...off(actual as never) }));
      const { playStory, stories } = await import('./play-story.js');
      const property = fc.asyncProperty(story ? fc.constant(byHand[story]!) : stories, async (happenings) => {
        const broken = await playStory(happenings, { seats: 1, instances: 1 }).catch((error: unknown) => [
          String(error),
        ]);
        return broken.length === 0;
      });
      const { failed } = await fc.check(property, { seed, numRuns: story ? 1 : 2_000, endOnFailure: true });
      jest.unstable_unmockModule(module);
      expect({ failed }).toEqual({ failed: true });
    },
    600_000,
  );
});
