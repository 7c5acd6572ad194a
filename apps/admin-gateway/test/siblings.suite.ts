import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importFacet, personFacet } from '@rollcall/contracts';
import type { RunningService } from '@rollcall/service-kit';
import { createVirtualClock } from '@rollcall/testing';
import { ChangeStream } from '../src/live/change-stream.js';
import { OperationStream } from '../src/live/operation-stream.js';
import { GatewayWorld } from './gateway-world.js';
import { eventsOf, type ServerEvents } from './server-events.js';
import { personState, tellStudio, tokenOf } from './studio.js';

/** What two gateways that share their stores owe their readers, on the engines that `environment` names. */
export function siblingsSuite(environment: Readonly<Record<string, string>> = {}): void {
  describe('two gateways on the same stores', () => {
    let world: GatewayWorld;
    let gateways: readonly RunningService[];
    beforeAll(async () => {
      world = await GatewayWorld.start(environment);
      gateways = [world.gateway, await world.sibling()];
      // No stream ever beats, so nobody hears of anything by looking from time to time.
      for (const { app } of gateways)
        for (const stream of [ChangeStream, OperationStream])
          Object.assign(app.get<object>(stream), { clock: createVirtualClock() });
      await tellStudio(world);
      for (const gateway of gateways) await gateway.handled();
    });
    afterAll(() => world.stop());

    /** One stream of each gateway. */
    const streamsOf = (name: string, path?: string): Promise<readonly ServerEvents[]> =>
      Promise.all(gateways.map(({ url }) => eventsOf(url, { authorization: `Bearer ${tokenOf(name)}` }, path)));
    const leave = (streams: readonly ServerEvents[]): void => streams.forEach((stream) => stream.leave());

    /** As many as make it sure that each gateway works off some: they share the keys. */
    const many = Array.from({ length: 16 }, (_, index) => index);

    test('readers of every gateway hear of a change, whichever gateway did the work', async () => {
      const streams = await streamsOf('ada');
      for (const index of many) {
        const id = `newcomer-${index}`;
        await world.tell(personFacet, id, personState(id, 'montreal'));
        for (const stream of streams) {
          const told = await stream.until('change');
          expect(told.data.changes).toEqual([{ kind: 'person', siteId: 'montreal', id }]);
        }
      }
      leave(streams);
    });

    test('an operation tells its progress at every gateway', async () => {
      const counts = { rows: 2, good: 2, bad: 0, applied: 0, refused: 0 };
      for (const index of many.slice(0, 8)) {
        const importId = `import-${index}`;
        const state = { importId, siteId: 'montreal', counts };
        await world.tell(importFacet, importId, { ...state, state: 'running' });
        for (const gateway of gateways) await gateway.handled();
        const streams = await streamsOf('ada', `/api/v1/operations/${importId}/events`);
        for (const stream of streams) expect(await stream.next()).toMatchObject({ data: { state: 'running' } });
        await world.tell(importFacet, importId, { ...state, state: 'finished' });
        for (const stream of streams) expect(await stream.next()).toMatchObject({ data: { state: 'finished' } });
      }
    });

    test('STO-8 the streams of a disabled person end at every gateway', async () => {
      for (const name of ['zoe', 'ada']) {
        const streams = await streamsOf(name);
        for (const stream of streams) expect(await stream.next()).toMatchObject({ event: 'ready' });
        const statusMark = { at: new Date().toISOString(), by: { kind: 'user', id: 'account-mia' }, eventId: 'e' };
        await world.tell(personFacet, name, personState(name, 'montreal', { status: 'disabled', statusMark }));
        for (const stream of streams) expect(await stream.until('end')).toBeDefined();
      }
    });
  });
}
