import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { PersonalDataKeys } from '@rollcall/event-sourcing';
import { v5 } from 'uuid';
import { createNodeCryptography } from './node-cryptography.js';
import { keyCacheLifetime } from './personal-data-cipher.js';
import { uuid5 } from './uuid5.js';

function vault(): PersonalDataKeys & { reads: number } {
  const keys = new Map<string, Uint8Array | 'erased'>();
  return {
    reads: 0,
    async keyFor(subject) {
      this.reads += 1;
      if (!keys.has(subject)) keys.set(subject, randomBytes(32));
      return keys.get(subject)!;
    },
    async erase(subject) {
      keys.set(subject, 'erased');
    },
    async close() {},
  };
}

describe('cryptography', () => {
  test('computes RFC 9562 version 5 ids as the uuid package does', () => {
    const namespace = randomBytes(16);
    for (const name of ['', 'a', 'Ünïcode 名前', 'x'.repeat(500)])
      expect(uuid5(namespace, name)).toBe(v5(name, namespace));
  });

  test('KRN-03 look-ups depend on the installation key', () => {
    const one = createNodeCryptography({ indexKey: randomBytes(32), keys: vault(), now: () => 0 });
    const other = createNodeCryptography({ indexKey: randomBytes(32), keys: vault(), now: () => 0 });
    expect(one.hmac('a@b.example')).toBe(one.hmac('a@b.example'));
    expect(one.hmac('a@b.example')).not.toBe(other.hmac('a@b.example'));
    expect(one.uuid5('stream', 'name')).not.toBe(other.uuid5('stream', 'name'));
  });

  test('KRN-17 what is sealed opens in its own place only, and never once its key is gone', async () => {
    const keys = vault();
    const cryptography = createNodeCryptography({ indexKey: randomBytes(32), keys, now: () => 0 });
    const sealed = await cryptography.seal('person:1', 'Zoë', 'stream|1|T');
    expect(Buffer.from(sealed, 'base64').includes('Zo')).toBe(false);
    expect(cryptography.open('person:1', sealed, 'stream|1|T')).toBe('Zoë'); // cached: no promise
    expect(cryptography.open('person:1', sealed, 'stream|1|T')).toBe('Zoë');
    expect(() => cryptography.open('person:1', sealed, 'stream|2|T')).toThrow();

    await keys.erase('person:1');
    cryptography.dropKey('person:1');
    expect(await cryptography.open('person:1', sealed, 'stream|1|T')).toBe('erased');
    // What is written of them later is kept no more than what was written before.
    const late = await cryptography.seal('person:1', 'Zoë', 'stream|2|T');
    expect(late).toBe('erased');
    expect(await cryptography.open('person:1', late, 'stream|2|T')).toBe('erased');
  });

  test('KRN-17 an unwrapped key is kept for five minutes at most', async () => {
    let now = 0;
    const keys = vault();
    const cryptography = createNodeCryptography({ indexKey: randomBytes(32), keys, now: () => now });
    const sealed = await cryptography.seal('person:1', 'x', '');
    now = keyCacheLifetime - 1;
    await cryptography.open('person:1', sealed, '');
    expect(keys.reads).toBe(1);
    now = keyCacheLifetime;
    await cryptography.open('person:1', sealed, '');
    expect(keys.reads).toBe(2);
  });
});
