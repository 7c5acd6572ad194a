import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Awaitable, Cryptography, PersonalDataKeys } from '@rollcall/event-sourcing';
import { OpenedTexts } from './opened-texts.js';
import { KeyCache, sealWith } from './personal-data-cipher.js';
import { uuid5 } from './uuid5.js';

/** {@link Cryptography} on node:crypto, and the way to forget a key at once when its subject is erased. */
export type NodeCryptography = Cryptography & Readonly<{ dropKey(subject: string): void }>;

/**
 * Computes the kernel's hashes and ciphers.
 * @param options `indexKey`: the permanent installation key; `now`: milliseconds, for the age of cached keys.
 */
export function createNodeCryptography(options: {
  indexKey: Uint8Array;
  keys: PersonalDataKeys;
  now: () => number;
}): NodeCryptography {
  const cache = new KeyCache(options.keys, options.now);
  const opened = new OpenedTexts();
  // One key object and one namespace for good: both are used for every event.
  const indexKey = createSecretKey(options.indexKey);
  const namespace = createHmac('sha256', indexKey).update('namespace').digest().subarray(0, 16);
  return {
    uuid5: (name, value) => uuid5(namespace, `${name}\n${value}`),
    hmac: (value) => createHmac('sha256', indexKey).update(value).digest('base64url'),
    digest: (value) => hash('sha256', value, 'base64url'),
    seal: (subject, plain, associated) =>
      withKey(cache.key(subject), (key) => (key === 'erased' ? key : sealWith(key, plain, associated))),
    open: (subject, sealed, associated) =>
      withKey(cache.key(subject), (key) => (key === 'erased' ? key : opened.open(key, subject, sealed, associated))),
    dropKey: (subject) => {
      cache.drop(subject);
      opened.clear();
    },
  };
}

function withKey<T>(key: Awaitable<KeyObject | 'erased'>, use: (key: KeyObject | 'erased') => T): Awaitable<T> {
  return key instanceof Promise ? key.then(use) : use(key);
}
