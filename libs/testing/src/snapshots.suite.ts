import { describe, expect, test } from '@jest/globals';
import type { Snapshots } from '@rollcall/event-sourcing';
import { streamName, streamVersion } from '@rollcall/event-sourcing';
import type { Place } from './place.js';
import { usePlaces } from './place.js';

/** What an adapter brings to the suite. */
export type SnapshotsContract = Readonly<{
  place: () => Promise<Place<Snapshots & Readonly<{ close(): Promise<void> }>>>;
}>;

const pool = streamName('licensing.pool', 'team-1');
const at = (version: number, state: unknown = { total: version }) => ({
  state,
  version: streamVersion(version),
  latest: 1_700_000_000_000 + version,
});

/** The contract of the snapshots port (KRN-05): every adapter passes it. */
export function snapshotsSuite(name: string, { place }: SnapshotsContract): void {
  describe(`snapshots: ${name}`, () => {
    const open = usePlaces(place);

    test('KRN-05 the newest snapshot of a stream is found again after a restart, as it was', async () => {
      const { port: snapshots, open: again } = await open();
      const state = { total: 20, since: new Date('2026-01-02T03:04:05Z'), units: 2n ** 65n };
      await snapshots.save(pool, 1, at(100));
      await snapshots.save(pool, 1, at(200, state));
      const restarted = await again();
      expect(await restarted.load(pool, 1)).toEqual(at(200, state));
      expect(await restarted.load(streamName('licensing.pool', 'team-2'), 1)).toBeUndefined();
    });

    test('KRN-05 an instance that lags behind does not replace a newer snapshot', async () => {
      const { port: snapshots } = await open();
      await snapshots.save(pool, 1, at(200));
      await snapshots.save(pool, 1, at(100));
      expect(await snapshots.load(pool, 1)).toEqual(at(200));
    });

    test('KRN-05 a snapshot of another shape is not offered, and the newer shape stays', async () => {
      const { port: snapshots } = await open();
      await snapshots.save(pool, 1, at(300));
      expect(await snapshots.load(pool, 2)).toBeUndefined();
      await snapshots.save(pool, 2, at(200));
      await snapshots.save(pool, 1, at(400));
      expect(await snapshots.load(pool, 2)).toEqual(at(200));
      expect(await snapshots.load(pool, 1)).toBeUndefined();
    });
  });
}
