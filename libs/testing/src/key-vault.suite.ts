import { describe, expect, test } from '@jest/globals';
import type { KeyVault } from '@rollcall/event-sourcing';
import { KeyTaken, StoreClosed } from '@rollcall/event-sourcing';
import type { Place } from './place.js';
import { usePlaces } from './place.js';

/** What an adapter brings to the suite. */
export type KeyVaultContract = Readonly<{ place: () => Promise<Place<KeyVault>> }>;

/** The contract of the key vault port (KRN-17): every adapter passes it. */
export function keyVaultSuite(name: string, { place }: KeyVaultContract): void {
  describe(`key vault: ${name}`, () => {
    const open = usePlaces(place);

    test('KRN-17 each subject has a key of its own of 32 bytes, the same each time', async () => {
      const { port: vault, open: again } = await open();
      const key = await vault.keyFor('person:1');
      expect(key).toHaveLength(32);
      expect(await vault.keyFor('person:1')).toEqual(key);
      expect(await (await again()).keyFor('person:1')).toEqual(key);
      expect(await vault.keyFor('person:2')).not.toEqual(key);
    });

    test('KRN-17 everyone who asks first at the same time gets one key', async () => {
      const { port: vault, open: again } = await open();
      const other = await again();
      const keys = await Promise.all(
        Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? vault : other).keyFor('person:1')),
      );
      expect(new Set(keys.map((key) => Buffer.from(key as Uint8Array).toString('hex'))).size).toBe(1);
    });

    test('KRN-17 an erased subject has no key ever again, also one that never had a key', async () => {
      const { port: vault, open: again } = await open();
      await vault.keyFor('person:1');
      await vault.erase('person:1');
      await vault.erase('person:1');
      await vault.erase('person:2');
      for (const each of [vault, await again()]) {
        expect(await each.keyFor('person:1')).toBe('erased');
        expect(await each.keyFor('person:2')).toBe('erased');
        expect(await each.keyFor('person:3')).toHaveLength(32);
      }
    });

    test('KRN-17 a vault takes the keys of another one, again too, and who is erased in one of them is in both', async () => {
      const [{ port: from }, { port: to }] = [await open(), await open()];
      const subjects = Array.from({ length: 600 }, (_, index) => `person:${index}`);
      const keys = await Promise.all(subjects.map((subject) => from.keyFor(subject)));
      await from.erase('person:1');
      await to.erase('person:2');
      for (let time = 0; time < 2; time += 1) {
        const taken: string[] = [];
        for await (const key of from.wrapped()) {
          await to.take(key);
          taken.push(key.subject);
        }
        expect(taken.toSorted()).toEqual(subjects.toSorted());
      }
      const expected = keys.map((key, index) => (index === 1 || index === 2 ? 'erased' : key));
      expect(await Promise.all(subjects.map((subject) => to.keyFor(subject)))).toEqual(expected);
    });

    test('KRN-17 a key that is there is never replaced', async () => {
      const [{ port: from }, { port: to }] = [await open(), await open()];
      await from.keyFor('person:1');
      const key = await to.keyFor('person:1');
      for await (const other of from.wrapped()) await expect(to.take(other)).rejects.toBeInstanceOf(KeyTaken);
      expect(await to.keyFor('person:1')).toEqual(key);
    });

    test('a closed vault refuses every call', async () => {
      const { port: vault } = await open();
      await vault.close();
      await expect(vault.keyFor('person:1')).rejects.toBeInstanceOf(StoreClosed);
    });
  });
}
