import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { roomList, roomRelay, type RoomRow } from '@rollcall/testing';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composed, projected, Service, startTestService, type TestService } from '../src/index.js';
import { ExampleModule } from './example/example.module.js';
import { RoomController } from './example/room.controller.js';
import { roomAvailability, roomAvailabilityDeclaration, roomListDeclaration } from './example/room-rows.composition.js';

const version = 2;
const opened = roomList.on.RoomOpened!;
type Opening = Parameters<typeof opened.evolve>;
const shouting = (row: RoomRow | undefined) => row && { ...row, name: row.name.toUpperCase() };

/** The next release: both read models hold something else, so their versions are raised. */
@Service({
  name: 'example',
  relay: roomRelay,
  projections: [
    projected(
      {
        ...roomList,
        version,
        on: {
          ...roomList.on,
          RoomOpened: { ...opened, evolve: (...step: Opening) => shouting(opened.evolve(...step)) },
        },
      },
      { ...roomListDeclaration, version },
    ),
  ],
  compositions: [
    composed(
      {
        ...roomAvailability,
        version,
        compose: (facets, id) => {
          const row = roomAvailability.compose(facets, id);
          return row && { ...row, free: -row.free };
        },
      },
      { ...roomAvailabilityDeclaration, version },
      { from: ['example'] },
    ),
  ],
  controllers: [RoomController],
})
class NextRelease {}

describe('read models of a service', () => {
  const ids = ['blue', 'green', 'red'];
  let example: TestService;
  beforeEach(async () => {
    example = await startTestService(ExampleModule);
    for (const id of ids) {
      await example.client.put('example', `/rooms/${id}`, { body: { name: `Room ${id}`, seats: id.length } });
      await example.client.post('example', `/rooms/${id}/guests/${id}-guest`, { body: { name: 'Zoë' } });
    }
    await example.service.quiet();
  });
  afterEach(() => example.stop());

  const rows = async (): Promise<unknown> => ({
    list: (await example.client.get('example', '/rooms')) as { body?: readonly RoomRow[] },
    free: await Promise.all(ids.map((id) => example.client.get('example', `/rooms/${id}/availability`))),
  });
  /** The file and what SQLite keeps beside it. */
  const dropReadModels = (): void => {
    const folder = join(example.dataDir, 'example');
    const files = readdirSync(folder).filter((name) => name.startsWith('read-models'));
    expect(files).toContain('read-models.sqlite');
    for (const name of files) rmSync(join(folder, name));
  };

  test('CARD-2 KRN-07 KRN-08 dropped while the service is stopped, they are rebuilt: the same rows, of the log and of the bus', async () => {
    const before = await rows();
    example = await example.restart({ whileStopped: dropReadModels });
    await example.service.quiet();
    expect(await rows()).toEqual(before);
    // And they go on from there.
    await example.client.post('example', '/rooms/red/guests/late', { body: { name: 'Late' } });
    await example.service.quiet();
    expect(await rows()).toMatchObject({ free: [{}, {}, { body: { id: 'red', free: 1 } }] });
  });

  test('CARD-2 KRN-07 KRN-08 a raised version is rebuilt from the start, and rows are not shared with the old one', async () => {
    example = await example.restart({ module: NextRelease });
    await example.service.quiet();
    expect(await rows()).toMatchObject({
      list: { body: [{ name: 'ROOM BLUE', taken: 1 }, { name: 'ROOM GREEN' }, { name: 'ROOM RED' }] },
      free: [{ body: { free: -3 } }, { body: { free: -4 } }, { body: { free: -2 } }],
    });
  });
});
