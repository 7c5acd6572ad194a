import { expect, test } from '@jest/globals';
import { DependencyAway, type Position, type ReadModel, type SiteId } from '@rollcall/event-sourcing';
import { createMemoryReadModelStore } from '@rollcall/testing';
import type { CallOptions, ServiceAnswer } from '../service-token/service-client.js';
import { exportPage } from './export-page.js';
import { readExport } from './read-export.js';

type Row = Readonly<{ id: string; site: string }>;
const declaration = {
  name: 'rows',
  version: 1,
  scope: ({ site }: Row) => ({ site: site as SiteId }),
  filters: {},
  sorts: {},
};

async function modelOf(count: number): Promise<ReadModel<Row>> {
  const store = createMemoryReadModelStore();
  const model = await store.open(declaration);
  const at = 1n as unknown as Position;
  const ids = Array.from({ length: count }, (_, index) => String(index).padStart(5, '0'));
  const documents = new Map(ids.map((id) => [id, { doc: { id, site: 'montreal' }, at }]));
  await store.save(declaration, { from: 'start', to: at, documents });
  await store.complete(declaration);
  return model;
}

/** A service that answers its export as lines, of which the wire may lose some. */
function serviceOf(model: ReadModel<Row>, lost: (lines: readonly string[]) => readonly string[] = (lines) => lines) {
  const get = async <T>(
    _service: string,
    _path: string,
    { query = {} }: CallOptions = {},
  ): Promise<ServiceAnswer<T>> => {
    const text = await exportPage(model, { site: String(query['site']) }, query['after']?.toString());
    const body = lost(text.split('\n').filter(Boolean)).map((line) => JSON.parse(line) as unknown) as T;
    return { ok: true, status: 200, body, token: [] };
  };
  return { get };
}

const read = (service: ReturnType<typeof serviceOf>) =>
  Array.fromAsync(readExport<Row>(service, 'any', '/exports/rows', { query: { site: 'montreal' } }));

test('DGN-02 an export is read over all its pages, in order', async () => {
  for (const count of [0, 1, 500, 1201]) {
    const ids = (await read(serviceOf(await modelOf(count)))).map(({ id }) => id);
    expect(ids).toHaveLength(count);
    expect(ids).toEqual(ids.toSorted());
  }
});

test('DGN-05 a page that was cut off is noticed, and so is one of which nothing came', async () => {
  const model = await modelOf(700);
  await expect(read(serviceOf(model, (lines) => lines.slice(0, -1)))).rejects.toThrow(DependencyAway);
  await expect(read(serviceOf(model, () => []))).rejects.toThrow(DependencyAway);
});

test('an export without its site is refused', async () => {
  await expect(exportPage(await modelOf(1), { site: '' }, undefined)).rejects.toMatchObject({
    rejection: { rejected: 'validation-failed' },
  });
});
