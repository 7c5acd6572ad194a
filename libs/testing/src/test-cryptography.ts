import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type { Awaitable, Cryptography } from '@rollcall/event-sourcing';

/** Cryptography for tests: the real algorithms, keys in memory. */
export interface TestCryptography extends Cryptography {
  /** Destroys a subject's key: from now on everything sealed with it reads `erased` (KRN-17). */
  erase(subject: string): void;
}

/**
 * Every call has its own installation secret and its own keys. With `slow`, sealing and opening answer later, as they do
 * when a key has to be fetched first.
 */
export function createTestCryptography(options: { slow?: boolean } = {}): TestCryptography {
  const secret = randomBytes(32);
  const keys = new Map<string, Buffer | 'erased'>();
  const keyFor = (subject: string): Buffer | 'erased' => {
    const key = keys.get(subject) ?? randomBytes(32);
    keys.set(subject, key);
    return key;
  };
  const answer = (value: string): Awaitable<string> => (options.slow ? Promise.resolve(value) : value);
  return {
    uuid5,
    hmac: (value) => createHmac('sha256', secret).update(value).digest('base64url'),
    digest: (value) => createHash('sha256').update(value).digest('base64url'),
    seal: (subject, plain, associated) => {
      const key = keyFor(subject);
      return answer(key === 'erased' ? key : seal(key, plain, associated));
    },
    open: (subject, sealed, associated) => {
      const key = keyFor(subject);
      return key === 'erased' ? 'erased' : answer(open(key, sealed, associated));
    },
    erase: (subject) => keys.set(subject, 'erased'),
  };
}

function uuid5(namespace: string, name: string): string {
  const bytes = createHash('sha1').update(`${namespace}\n${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

function seal(key: Buffer, plain: string, associated: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function open(key: Buffer, sealed: string, associated: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(associated))
    .setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}
