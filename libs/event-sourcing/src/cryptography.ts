import type { Awaitable } from './brand.js';

/** A key as a vault keeps it: wrapped by the installation's master key, or destroyed. */
export type WrappedKey = Readonly<{ subject: string; wrapped: Uint8Array | 'erased' }>;

/** Keys of personal data: destroying one makes every copy of the data unreadable (KRN-17). */
export interface PersonalDataKeys {
  /** 32 bytes, created on first use and durable before it is answered. */
  keyFor(subject: string): Promise<Uint8Array | 'erased'>;
  /** Destroys the key for good: the subject never gets another one. */
  erase(subject: string): Promise<void>;
  close(): Promise<void>;
}

/** Where the keys lie, with what it takes to carry them elsewhere. */
export interface KeyVault extends PersonalDataKeys {
  /** Every key there is, for another vault of the same installation. */
  wrapped(): AsyncIterable<WrappedKey>;
  /**
   * Takes a key of another vault; taking it again changes nothing, and who is erased in one of the two is in both.
   * @throws KeyTaken when the subject has another key here.
   */
  take(key: WrappedKey): Promise<void>;
}

/** A subject has another key already: what was encrypted with it could not be read any more. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken';
  constructor(readonly subject: string) {
    super(`${subject} has another key already.`);
  }
}

/** The kernel computes no hash and no cipher itself. */
export interface Cryptography {
  /** RFC 9562 UUID version 5 under the installation's namespace of that name. */
  uuid5(namespace: string, name: string): string;
  /** Keyed by a permanent installation secret: look-ups that cannot be guessed after erasure (KRN-03). Base64url. */
  hmac(value: string): string;
  /** SHA-256, base64url. */
  digest(value: string): string;
  /**
   * AES-256-GCM with a random nonce; answers base64. A cached key seals without waiting. Nothing is kept of a subject whose
   * key was destroyed: the answer is `erased`, and opens as that.
   */
  seal(subject: string, plain: string, associated: string): Awaitable<string>;
  open(subject: string, sealed: string, associated: string): Awaitable<string | 'erased'>;
}
