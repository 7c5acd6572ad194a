import { describe, expect, test } from '@jest/globals';
import type { Deadline, Deadlines } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed, streamName } from '@rollcall/event-sourcing';
import { positionOf } from './person-list.js';
import type { Place } from './place.js';
import { usePlaces } from './place.js';

/** What an adapter brings to the suite. */
export type DeadlinesContract = Readonly<{ place: () => Promise<Place<Deadlines>> }>;

const rooms = 'rooms';
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
      expect(await deadlines.next(rooms)).toBeUndefined();
      for (const minute of [3, 1, 2]) await deadlines.set(rooms, `m${minute}`, deadline(`m${minute}`, minute));
      expect(await deadlines.next(rooms)).toEqual(at(1));
      expect(await deadlines.due(rooms, at(2), 10)).toEqual([deadline('m1', 1), deadline('m2', 2)]);
      expect(await deadlines.due(rooms, at(2), 1)).toEqual([deadline('m1', 1)]);
      expect(await deadlines.due(rooms, at(0), 10)).toEqual([]);
    });

    test('KRN-13 a key has one deadline: set again it is replaced, cleared it is gone', async () => {
      const { port: deadlines } = await open();
      await deadlines.set(rooms, 'a', deadline('a', 1));
      await deadlines.set(rooms, 'a', deadline('a', 5));
      expect(await deadlines.due(rooms, at(9), 10)).toEqual([deadline('a', 5)]);
      await deadlines.set(rooms, 'a', undefined);
      expect(await deadlines.due(rooms, at(9), 10)).toEqual([]);
    });

    test('KRN-13 sending clears only the deadline that was sent', async () => {
      const { port: deadlines } = await open();
      await deadlines.set(rooms, 'a', deadline('a', 1));
      const [sent] = await deadlines.due(rooms, at(1), 1);
      await deadlines.set(rooms, 'a', deadline('a', 5));
      await deadlines.sent(rooms, sent!);
      expect(await deadlines.next(rooms)).toEqual(at(5));
      await deadlines.sent(rooms, deadline('a', 5));
      expect(await deadlines.next(rooms)).toBeUndefined();
    });

    test('KRN-13 each projection has deadlines of its own, also under the same key', async () => {
      const { port: deadlines } = await open();
      await deadlines.set('guests', 'a', deadline('a', 1));
      await deadlines.set(rooms, 'a', deadline('a', 2));
      expect([await deadlines.next('guests'), await deadlines.next(rooms)]).toEqual([at(1), at(2)]);
      expect(await deadlines.due(rooms, at(9), 10)).toEqual([deadline('a', 2)]);
      await deadlines.sent(rooms, deadline('a', 1));
      await deadlines.set(rooms, 'a', undefined);
      expect(await deadlines.due(rooms, at(9), 10)).toEqual([]);
      expect(await deadlines.due('guests', at(9), 10)).toEqual([deadline('a', 1)]);
    });

    test('KRN-13 what was put off comes behind the others and is due when it was; set again it is as new', async () => {
      const { port: deadlines } = await open();
      for (const minute of [1, 2, 3]) await deadlines.set(rooms, `m${minute}`, deadline(`m${minute}`, minute));
      await deadlines.putOff(rooms, deadline('m1', 1), at(7));
      expect(await deadlines.next(rooms)).toEqual(at(2));
      expect(await deadlines.due(rooms, at(6), 1)).toEqual([deadline('m2', 2)]);
      expect(await deadlines.due(rooms, at(7), 10)).toEqual([deadline('m2', 2), deadline('m3', 3), deadline('m1', 1)]);
      await deadlines.putOff(rooms, deadline('m2', 9), at(8));
      await deadlines.putOff('guests', deadline('m2', 2), at(8));
      expect(await deadlines.next(rooms)).toEqual(at(2));
      await deadlines.set(rooms, 'm1', deadline('m1', 1));
      expect(await deadlines.next(rooms)).toEqual(at(1));
      await deadlines.putOff(rooms, deadline('m1', 1), at(7));
      await deadlines.sent(rooms, deadline('m1', 1));
      expect(await deadlines.due(rooms, at(9), 10)).toHaveLength(2);
    });

    test('KRN-13 the checkpoint is moved by compare-and-set and survives with the deadlines', async () => {
      const { port: deadlines, open: again } = await open();
      expect(await deadlines.load(rooms)).toBe('start');
      await deadlines.set(rooms, 'a', deadline('a', 1));
      await deadlines.save(rooms, 'start', positionOf(1));
      const other = await again();
      expect(await other.load(rooms)).toBe(positionOf(1));
      expect(await other.next(rooms)).toEqual(at(1));
      await expect(other.save(rooms, 'start', positionOf(2))).rejects.toBeInstanceOf(CheckpointConflict);
      await other.save(rooms, positionOf(1), positionOf(2));
      expect(await deadlines.load(rooms)).toBe(positionOf(2));
      expect(await deadlines.load('others')).toBe('start');
    });

    test('closed deadlines refuse every call', async () => {
      const { port: deadlines } = await open();
      await deadlines.close();
      await expect(deadlines.next(rooms)).rejects.toBeInstanceOf(StoreClosed);
    });
  });
}
