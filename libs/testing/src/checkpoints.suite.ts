import { describe, expect, test } from '@jest/globals';
import type { Checkpoints, Position } from '@rollcall/event-sourcing';
import { CheckpointConflict } from '@rollcall/event-sourcing';
import type { Place } from './place.js';
import { usePlaces } from './place.js';

/** What an adapter brings to the suite. */
export type CheckpointsContract = Readonly<{ place: () => Promise<Place<Checkpoints>> }>;

const [one, two] = ['00000000000000000001', '00000000000000000002'] as Position[] as [Position, Position];

/** The contract of the checkpoints port (KRN-09): every adapter passes it. */
export function checkpointsSuite(name: string, { place }: CheckpointsContract): void {
  describe(`checkpoints: ${name}`, () => {
    const open = usePlaces(place);

    test('KRN-09 a checkpoint starts at the start and is kept', async () => {
      const { port: checkpoints, open: again } = await open();
      expect(await checkpoints.load('relay')).toBe('start');
      await checkpoints.save('relay', 'start', one);
      await checkpoints.save('relay', one, two);
      await checkpoints.save('another', 'start', one);
      const restarted = await again();
      expect([await restarted.load('relay'), await restarted.load('another')]).toEqual([two, one]);
    });

    test('KRN-09 a runner that was overtaken moves nothing', async () => {
      const { port: checkpoints, open: again } = await open();
      const overtaking = await again();
      await overtaking.save('relay', 'start', two);
      await expect(checkpoints.save('relay', 'start', one)).rejects.toBeInstanceOf(CheckpointConflict);
      await expect(checkpoints.save('relay', one, two)).rejects.toBeInstanceOf(CheckpointConflict);
      expect(await checkpoints.load('relay')).toBe(two);
    });
  });
}
