import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engines, loadConfiguration, openEngines } from '@rollcall/service-kit';
import { runRollcall } from '../../test/run-rollcall.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

/** Works on the engines of the installation in a folder, which is made when it is not there. */
async function within<T>(name: string, work: (engines: Engines) => Promise<T>): Promise<T> {
  const engines = await openEngines(loadConfiguration({ ROLLCALL_DATA_DIR: at(name) }, {}));
  const directory = await engines.forService('directory');
  try {
    return await work(engines);
  } finally {
    await directory.close();
    await engines.close();
  }
}

const keyOf = (name: string, subject: string) => within(name, ({ shared }) => shared.keys.keyFor(subject));
const backup = (from: string, to: string) =>
  runRollcall('backup', '--data-dir', at(from), '--to', at(to), '--keys-to', at(`${to}-keys`));
const restore = (from: string, keys: string, to: string) =>
  runRollcall('restore', '--from', at(from), '--keys-from', at(`${keys}-keys`), '--data-dir', at(to));

test('keys and data lie apart, private, and come back together', async () => {
  const key = await keyOf('data', 'person:ana');
  expect(await backup('data', 'one')).toMatchObject({ code: 0, err: [] });
  const [data, keys] = await Promise.all(['one', 'one-keys'].map((name) => readdir(at(name), { recursive: true })));
  expect(data).toEqual(expect.arrayContaining(['bus/bus.sqlite', 'directory/events.sqlite']));
  expect(keys?.toSorted()).toEqual(['backup.json', 'keys.sqlite', 'secrets.json']);
  for (const name of keys!) expect((await stat(join(at('one-keys'), name))).mode & 0o777).toBe(0o600);
  for (const name of ['keys.sqlite', 'secrets.json']) expect(data).not.toContain(name);
  expect(await restore('one', 'one', 'back')).toMatchObject({ code: 0, err: [] });
  expect(await keyOf('back', 'person:ana')).toEqual(key);
});

test('KRN-17 with keys of a later backup, who was erased meanwhile stays erased', async () => {
  await keyOf('data', 'person:ana');
  await backup('data', 'one');
  await within('data', ({ shared }) => shared.keys.erase('person:ana'));
  await backup('data', 'two');
  expect(await restore('one', 'two', 'back')).toMatchObject({ code: 0 });
  expect(await keyOf('back', 'person:ana')).toBe('erased');
  expect(await restore('two', 'one', 'other')).toMatchObject({
    code: 1,
    err: [expect.stringContaining('has no keys for what came later')],
  });
  expect(existsSync(at('other'))).toBe(false);
});

test('an upload that waits is kept with the keys, for it is in the clear', async () => {
  await keyOf('data', 'person:ana');
  await mkdir(at('data/directory/imports'));
  await writeFile(at('data/directory/imports/one.ndjson'), 'Ana');
  await backup('data', 'one');
  expect(existsSync(at('one/directory/imports'))).toBe(false);
  await restore('one', 'one', 'back');
  expect(await readFile(at('back/directory/imports/one.ndjson'), 'utf8')).toBe('Ana');
});

test('a backup is never written over anything, nor where it is lost with what it is a copy of', async () => {
  await keyOf('data', 'person:ana');
  await backup('data', 'one');
  const before = await readdir(folder, { recursive: true });
  const refused = (...args: string[]) => runRollcall('backup', '--data-dir', at('data'), ...args);
  for (const [to, keysTo] of [
    ['one', 'new'],
    ['new', 'one-keys'],
    ['new', 'new/keys'],
    ['data/backup', 'new'],
  ] as const) {
    expect(await refused('--to', at(to), '--keys-to', at(keysTo))).toMatchObject({ code: 1, out: '' });
  }
  expect(await runRollcall('backup', '--data-dir', at('none'), '--to', at('a'), '--keys-to', at('b'))).toMatchObject({
    code: 1,
    err: [expect.stringContaining('holds no installation')],
  });
  expect(await readdir(folder, { recursive: true })).toEqual(before);
});

test('what does not fit together is not restored, and an installation is never written over', async () => {
  for (const name of ['data', 'stranger']) {
    await keyOf(name, 'person:ana');
    await backup(name, `${name}-backup`);
  }
  const files = await readdir(at('data'), { recursive: true });
  expect(await restore('data-backup', 'data-backup', 'data')).toMatchObject({ code: 1 });
  expect(await readdir(at('data'), { recursive: true })).toEqual(files);
  expect(await restore('data-backup', 'stranger-backup', 'back')).toMatchObject({
    code: 1,
    err: [expect.stringContaining('another installation')],
  });
  expect(await restore('stranger', 'data-backup', 'back')).toMatchObject({
    code: 1,
    err: [expect.stringContaining('does not hold the data of a backup')],
  });
  await appendFile(at('data-backup/bus/bus.sqlite'), 'x');
  expect(await restore('data-backup', 'data-backup', 'back')).toMatchObject({
    code: 1,
    err: [expect.stringContaining('bus.sqlite is not as it was written')],
  });
  expect(existsSync(at('back'))).toBe(false);
});
