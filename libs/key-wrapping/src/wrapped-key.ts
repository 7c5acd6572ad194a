import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** A key as it may lie on disk: nonce, tag and ciphertext, bound to its subject so that two cannot be exchanged. */
export function wrapKey(masterKey: Uint8Array, subject: string, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, masterKey, nonce).setAAD(Buffer.from(subject));
  const text = Buffer.concat([sealing.update(key), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]);
}

/** @throws Error when the master key is another one, or the bytes were changed. */
export function unwrapKey(masterKey: Uint8Array, subject: string, wrapped: Uint8Array): Uint8Array {
  const tagStart = nonceBytes;
  const textStart = nonceBytes + tagBytes;
  const opening = createDecipheriv(cipher, masterKey, wrapped.subarray(0, tagStart), { authTagLength: tagBytes })
    .setAAD(Buffer.from(subject))
    .setAuthTag(wrapped.subarray(tagStart, textStart));
  return new Uint8Array(Buffer.concat([opening.update(wrapped.subarray(textStart)), opening.final()]));
}

/** The vault was written under another master key; nothing in it can be read. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
}
