import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Awaitable, PersonalDataKeys } from '@rollcall/event-sourcing';

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM: nonce, ciphertext and tag as base64. */
export function sealWith(key: KeyObject, plain: string, associated: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/**
 * Undoes {@link sealWith}.
 * @throws when the text was changed, or belongs to another place.
 */
export function openWith(key: KeyObject, sealed: string, associated: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(associated, 'utf8'))
    .setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

/** An unwrapped key is kept for this long at most, ms (DESIGN section 7). */
export const keyCacheLifetime = 5 * 60_000;
const keyCacheSize = 50_000;

/** Keys of personal data as ready cipher objects: building one from bytes for every event costs a third of the speed. */
export class KeyCache {
  private readonly keys = new Map<string, Readonly<{ key: KeyObject; until: number }>>();

  constructor(
    private readonly vault: PersonalDataKeys,
    private readonly now: () => number,
  ) {}

  /** The key of a subject, at once when it is cached. */
  key(subject: string): Awaitable<KeyObject | 'erased'> {
    const cached = this.keys.get(subject);
    if (cached && cached.until > this.now()) return cached.key;
    return this.load(subject);
  }

  /** Forgets a subject whose key was destroyed. */
  drop(subject: string): void {
    this.keys.delete(subject);
  }

  private async load(subject: string): Promise<KeyObject | 'erased'> {
    const bytes = await this.vault.keyFor(subject);
    if (bytes === 'erased') {
      this.keys.delete(subject);
      return bytes;
    }
    const key = createSecretKey(bytes);
    this.keys.delete(subject);
    this.keys.set(subject, { key, until: this.now() + keyCacheLifetime });
    // Insertion order is age: the oldest makes room.
    if (this.keys.size > keyCacheSize) this.keys.delete(this.keys.keys().next().value!);
    return key;
  }
}
