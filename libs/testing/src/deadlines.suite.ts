import { describe, expect, test } from '@jest/globals';
import type { Deadline, Deadlines } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed, streamName } from '@rollcall/event-sourcing';
import { positionOf } from './person-list.js';
import type { Place } from './place.js';
import { usePlaces } from './place.js';

/** What an adapter brings to the suite. */
export type DeadlinesContract = Readonly<{ place: () => Promise<Place<Deadlines>> }>;

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
const deadline = (key: string, minute: number): Deadline => ({
  key,
  dueAt: at(minute),
  stream: streamName('testing.room', key),
  command: { type: 'close-room', data: { since: at(0), size: 1n } },
});

/** The contract of the deadlines port (KRN-13): every adapter passes it. */
export function deadlinesSuite(name: string, { place }: DeadlinesContract): void {
  describe(`deadlines: ${name}`, () => {
    const open = usePlaces(place);

    test('KRN-13 what is due is read in the order of its time, nothing later', async () => {
      const { port: deadlines } = await open();
      expect(await deadlines.next()).toBeUndefined();
      for (const minute of [3, 1, 2]) await deadlines.set(`m${minute}`, deadline(`m${minute}`, minute));
      expect(await deadlines.next()).toEqual(at(1));
      expect(await deadlines.due(at(2), 10)).toEqual([deadline('m1', 1), deadline('m2', 2)]);
      expect(await deadlines.due(at(2), 1)).toEqual([deadline('m1', 1)]);
      expect(await deadlines.due(at(0), 10)).toEqual([]);
    });

    test('KRN-13 a key has one deadline: set again it is replaced, cleared it is gone', async () => {
      const { port: deadlines } = await open();
      await deadlines.set('a', deadline('a', 1));
      await deadlines.set('a', deadline('a', 5));
      expect(await deadlines.due(at(9), 10)).toEqual([deadline('a', 5)]);
      await deadlines.set('a', undefined);
      expect(await deadlines.due(at(9), 10)).toEqual([]);
    });

    test('KRN-13 sending clears only the deadline that was sent', async () => {
      const { port: deadlines } = await open();
      await deadlines.set('a', deadline('a', 1));
      const [sent] = await deadlines.due(at(1), 1);
      await deadlines.set('a', deadline('a', 5));
      await deadlines.sent(sent!);
      expect(await deadlines.next()).toEqual(at(5));
      await deadlines.sent(deadline('a', 5));
      expect(await deadlines.next()).toBeUndefined();
    });

    test('KRN-13 the checkpoint is moved by compare-and-set and survives with the deadlines', async () => {
      const { port: deadlines, open: again } = await open();
      expect(await deadlines.load('rooms')).toBe('start');
      await deadlines.set('a', deadline('a', 1));
      await deadlines.save('rooms', 'start', positionOf(1));
      const other = await again();
      expect(await other.load('rooms')).toBe(positionOf(1));
      expect(await other.next()).toEqual(at(1));
      await expect(other.save('rooms', 'start', positionOf(2))).rejects.toBeInstanceOf(CheckpointConflict);
      await other.save('rooms', positionOf(1), positionOf(2));
      expect(await deadlines.load('rooms')).toBe(positionOf(2));
      expect(await deadlines.load('others')).toBe('start');
    });

    test('closed deadlines refuse every call', async () => {
      const { port: deadlines } = await open();
      await deadlines.close();
      await expect(deadlines.next()).rejects.toBeInstanceOf(StoreClosed);
    });
  });
}
