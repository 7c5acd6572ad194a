import { expect, test } from '@jest/globals';
import { WrongMasterKey, wrapKey } from '@rollcall/key-wrapping';
import { openDatabase } from '@rollcall/sqlite';
import { keyVaultSuite } from '@rollcall/testing';
import { randomBytes } from 'node:crypto';
import { mkdtempDisposableSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteKeyVault } from './key-vault.js';

const prefix = join(tmpdir(), 'rollcall-key-vault-');
const masterKey = randomBytes(32);

keyVaultSuite('SQLite', {
  place: async () => {
    const folder = await mkdtemp(prefix);
    return {
      open: async () => createSqliteKeyVault({ file: join(folder, 'keys.sqlite'), masterKey }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
});

/** Whether any file of the folder holds these bytes. */
const holds = (folder: string, bytes: Uint8Array): boolean =>
  readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(Buffer.from(bytes)));

test('KRN-17 keys lie wrapped in files that only their owner may read', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const vault = createSqliteKeyVault({ file: join(folder.path, 'keys.sqlite'), masterKey });
  const key = await vault.keyFor('person:1');
  for (const name of readdirSync(folder.path)) {
    expect([name, statSync(join(folder.path, name)).mode & 0o777]).toEqual([name, 0o600]);
  }
  expect(holds(folder.path, Buffer.from('person:1'))).toBe(true);
  expect(holds(folder.path, key as Uint8Array)).toBe(false);
  await vault.close();
});

test('KRN-17 of an erased key no byte is left, wrapped or not', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const file = join(folder.path, 'keys.sqlite');
  const vault = createSqliteKeyVault({ file, masterKey });
  await vault.keyFor('person:1');
  const wrapped = wrappedKeyOf(file, 'person:1');
  expect(holds(folder.path, wrapped)).toBe(true);
  await vault.erase('person:1');
  expect(holds(folder.path, wrapped)).toBe(false);
  await vault.close();
});

test('KRN-17 another master key opens nothing', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const file = join(folder.path, 'keys.sqlite');
  await createSqliteKeyVault({ file, masterKey }).close();
  expect(() => createSqliteKeyVault({ file, masterKey: randomBytes(32) })).toThrow(WrongMasterKey);
  await createSqliteKeyVault({ file, masterKey }).close();
});

test('KRN-17 a key cannot be put under another subject', async () => {
  using folder = mkdtempDisposableSync(prefix);
  const file = join(folder.path, 'keys.sqlite');
  const vault = createSqliteKeyVault({ file, masterKey });
  await vault.keyFor('person:1');
  {
    using database = openDatabase({ file, synchronous: 'FULL', migrations: [''] });
    database
      .prepare('UPDATE key SET wrapped = ? WHERE subject = ?')
      .run(wrapKey(masterKey, 'person:2', randomBytes(32)), 'person:1');
  }
  await expect(vault.keyFor('person:1')).rejects.toThrow();
  await vault.close();
});

function wrappedKeyOf(file: string, subject: string): Uint8Array {
  using database = openDatabase({ file, synchronous: 'FULL', migrations: [''] });
  return database.prepare('SELECT wrapped FROM key WHERE subject = ?').get(subject)?.['wrapped'] as Uint8Array;
}
