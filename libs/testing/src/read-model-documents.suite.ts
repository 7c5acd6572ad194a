import { expect, test } from '@jest/globals';
import type { ReadModelDeclaration, ReadModelStore } from '@rollcall/event-sourcing';
import { CheckpointConflict, StoreClosed } from '@rollcall/event-sourcing';
import { batchOf, listedPerson, personList, positionOf, studio } from './person-list.js';
import type { OpenReadModelStore } from './read-model-store.suite.js';

const next = { ...personList, version: 2 };

/** How documents are written, guarded, versioned and kept (KRN-07). */
export function readModelDocumentSuite(open: OpenReadModelStore): void {
  test('KRN-07 documents and the checkpoint are written together', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    expect(await store.checkpoint(personList)).toBe('start');

    await store.save(personList, batchOf([listedPerson('ana')], 5));

    expect(await store.checkpoint(personList)).toBe(positionOf(5));
    expect(await people.get(studio, 'ana')).toEqual(listedPerson('ana'));
    expect([...(await store.load(personList, ['ana', 'ben']))]).toEqual([
      ['ana', { doc: listedPerson('ana'), at: positionOf(5) }],
    ]);
  });

  test('KRN-17 documents are written ahead of the checkpoint, which then moves over them', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    await store.save(personList, batchOf([], 1));
    const { documents } = batchOf([listedPerson('ana')], 2);
    await store.save(personList, { from: positionOf(1), to: positionOf(1), documents });
    expect(await people.get(studio, 'ana')).toEqual(listedPerson('ana'));
    expect(await store.checkpoint(personList)).toBe(positionOf(1));
    await store.save(personList, { from: positionOf(1), to: positionOf(2), documents });
    expect(await store.checkpoint(personList)).toBe(positionOf(2));
  });

  test('KRN-07 a document that got further is left alone', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    await store.save(personList, batchOf([listedPerson('ana', { name: 'Newer' })], 9));

    const older = { doc: listedPerson('ana', { name: 'Older' }), at: positionOf(8) };
    await store.save(personList, { from: positionOf(9), to: positionOf(10), documents: new Map([['ana', older]]) });

    expect(await people.get(studio, 'ana')).toMatchObject({ name: 'Newer' });
    expect(await store.checkpoint(personList)).toBe(positionOf(10));
  });

  test('KRN-07 a removed document stays away when its past comes again', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    await store.save(personList, batchOf([listedPerson('ana')], 1));
    const removal = new Map([['ana', { doc: undefined, at: positionOf(3) }]]);
    await store.save(personList, { from: positionOf(1), to: positionOf(3), documents: removal });

    const past = new Map([['ana', { doc: listedPerson('ana'), at: positionOf(2) }]]);
    await store.save(personList, { from: positionOf(3), to: positionOf(4), documents: past });

    expect(await people.get(studio, 'ana')).toBeUndefined();
    expect((await people.find({ scope: studio, limit: 10 })).rows).toEqual([]);
    expect(await people.count({ scope: studio })).toEqual({ count: 0, more: false });
    expect((await store.load(personList, ['ana'])).get('ana')).toEqual({ doc: undefined, at: positionOf(3) });
  });

  test('KRN-07 a runner that was overtaken writes nothing', async () => {
    const { port: store, open: again } = await open();
    const other = await again();
    const people = await store.open(personList);
    await other.open(personList);
    await store.save(personList, batchOf([listedPerson('ana')], 5));

    const late = batchOf([listedPerson('ben')], 4);

    await expect(other.save(personList, late)).rejects.toBeInstanceOf(CheckpointConflict);
    expect(await people.get(studio, 'ben')).toBeUndefined();
    expect(await store.checkpoint(personList)).toBe(positionOf(5));
  });

  test('KRN-07 positions are compared as text, beyond what a number holds', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    const [low, high] = [positionOf(2n ** 53n), positionOf(2n ** 53n + 1n)];
    const named = (name: string, at: typeof low) => new Map([['ana', { doc: listedPerson('ana', { name }), at }]]);
    await store.save(personList, { from: 'start', to: low, documents: named('first', low) });
    await store.save(personList, { from: low, to: high, documents: named('second', high) });
    expect(await people.get(studio, 'ana')).toMatchObject({ name: 'second' });
    expect(await store.checkpoint(personList)).toBe(high);
  });

  test('KRN-06 dates, bigints and text of any script survive', async () => {
    const { port: store } = await open();
    type Dated = { id: string; since: Date; size: bigint; text: string };
    const dated: ReadModelDeclaration<Dated> = {
      name: 'dated',
      version: 1,
      scope: () => studio,
      filters: {},
      sorts: {},
    };
    const model = await store.open(dated);
    const doc = {
      id: 'a',
      since: new Date('2026-01-02T03:04:05.678Z'),
      size: 2n ** 60n,
      text: 'é\u0000 "\u{1F600} $x',
    };
    const documents = new Map([['a', { doc, at: positionOf(1) }]]);
    await store.save(dated, { from: 'start', to: positionOf(1), documents });
    expect(await model.get(studio, 'a')).toEqual(doc);
    expect((await model.find({ scope: studio, sort: '-id', limit: 1 })).rows).toEqual([doc]);
  });

  test('KRN-07 the older build is served until the newer one is complete, then it is gone', async () => {
    const { port: store } = await open();
    await store.open(personList);
    await store.save(personList, batchOf([listedPerson('old')], 1));
    await store.complete(personList);
    const people = await store.open(next);
    expect(await store.checkpoint(next)).toBe('start');

    await store.save(next, batchOf([listedPerson('new')], 1));
    expect(await people.get(studio, 'new')).toBeUndefined();
    expect((await people.find({ scope: studio, limit: 9 })).rows).toEqual([listedPerson('old')]);

    await store.complete(next);
    expect(await people.get(studio, 'old')).toBeUndefined();
    expect((await people.find({ scope: studio, limit: 9 })).rows).toEqual([listedPerson('new')]);
    await store.complete(next);
    expect(await people.get(studio, 'new')).toEqual(listedPerson('new'));
  });

  test('CARD-2 a build keeps its name, and no other build has it', async () => {
    const { port: store, open: reopen } = await open();
    const namesIn = async (port: ReadModelStore): Promise<readonly string[]> => {
      for (const declaration of [personList, next]) await port.open(declaration);
      return [await port.buildOf(personList), await port.buildOf(next)];
    };
    const names = await namesIn(store);
    expect(await namesIn(await reopen())).toEqual(names);
    const { port: dropped } = await open();
    expect(new Set([...names, ...(await namesIn(dropped))]).size).toBe(4);
  });

  test('KRN-07 a first build is served while it grows', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    await store.save(personList, batchOf([listedPerson('ana')], 1));
    expect(await people.get(studio, 'ana')).toBeDefined();
  });

  test('KRN-07 one version is never built with two sets of filters', async () => {
    const { port: store } = await open();
    await store.open(personList);
    await store.open(personList);
    const { status, ...filters } = personList.filters;
    expect(status).toBeDefined();
    await expect(store.open({ ...personList, filters })).rejects.toThrow('raise its version');
  });

  test('a closed store refuses every call', async () => {
    const { port: store } = await open();
    const people = await store.open(personList);
    await store.close();
    await expect(people.get(studio, 'ana')).rejects.toBeInstanceOf(StoreClosed);
    await expect(people.find({ scope: studio, limit: 1 })).rejects.toBeInstanceOf(StoreClosed);
    await expect(store.checkpoint(personList)).rejects.toBeInstanceOf(StoreClosed);
    await store.close();
  });
}
