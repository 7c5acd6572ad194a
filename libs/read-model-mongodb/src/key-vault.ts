import type { KeyVault, WrappedKey } from '@rollcall/event-sourcing';
import { KeyTaken, StoreClosed } from '@rollcall/event-sourcing';
import { WrongMasterKey, unwrapKey, wrapKey } from '@rollcall/key-wrapping';
import { randomBytes } from 'node:crypto';
import type { MongoCollection } from './mongo-collection.js';
import type { MongoDatabase } from './mongo-connection.js';

/** Where keys lie and what they are wrapped with. */
export type MongoKeyVaultOptions = Readonly<{
  /** A database that nothing else is in: who may read it, and for how long its backups live, is a matter of its own. */
  database: MongoDatabase;
  /** 32 bytes. Losing it means losing all personal data. */
  masterKey: Uint8Array;
}>;

/** `wrapped` is base64. A key that was destroyed leaves its document, without the key: the subject never gets another one. */
type KeyRecord = { _id: string; wrapped: string | null };

/** The subject of a key that encrypts nothing: it tells whether the master key fits. No real subject has this name. */
const proof = 'proof';

/**
 * The keys of personal data in a MongoDB database, each wrapped by the master key (KRN-17).
 * @throws WrongMasterKey when the database belongs to another one.
 */
export async function createMongoKeyVault({ database, masterKey }: MongoKeyVaultOptions): Promise<KeyVault> {
  const vault = new MongoKeyVault(database.collection<KeyRecord>('keys', { wrapped: String }), masterKey);
  await vault.prove();
  return vault;
}

class MongoKeyVault implements KeyVault {
  #closed = false;

  constructor(
    private readonly keys: MongoCollection<KeyRecord>,
    private readonly masterKey: Uint8Array,
  ) {}

  async keyFor(subject: string): Promise<Uint8Array | 'erased'> {
    this.#requireOpen();
    if (subject === proof) throw new Error('A subject has a kind.');
    return this.#unwrap(subject, await this.#wrapped(subject));
  }

  async erase(subject: string): Promise<void> {
    this.#requireOpen();
    // Collides with the key that somebody else creates at this moment; written again it replaces it.
    while (!(await this.keys.put({ _id: subject }, { wrapped: null })));
  }

  async *wrapped(): AsyncGenerator<WrappedKey> {
    this.#requireOpen();
    for await (const { _id: subject, wrapped } of this.keys.each({}, { sort: { _id: 1 } }, 500)) {
      if (subject !== proof) yield { subject, wrapped: wrapped === null ? 'erased' : Buffer.from(wrapped, 'base64') };
    }
  }

  async take({ subject, wrapped }: WrappedKey): Promise<void> {
    if (wrapped === 'erased') return this.erase(subject);
    this.#requireOpen();
    const text = Buffer.from(wrapped).toString('base64');
    if (await this.keys.insert({ _id: subject, wrapped: text })) return;
    const stored = await this.keys.one({ _id: subject });
    if (stored?.wrapped && stored.wrapped !== text) throw new KeyTaken(subject);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  async prove(): Promise<void> {
    const wrapped = await this.#wrapped(proof);
    try {
      this.#unwrap(proof, wrapped);
    } catch (cause) {
      throw new WrongMasterKey('The keys were written under another master key.', { cause });
    }
  }

  /** Somebody may be quicker; the first key is the one. Once it is answered, a majority of the servers holds it. */
  async #wrapped(subject: string): Promise<string | null> {
    for (;;) {
      const stored = await this.keys.one({ _id: subject });
      if (stored) return stored.wrapped;
      const wrapped = Buffer.from(wrapKey(this.masterKey, subject, randomBytes(32))).toString('base64');
      if (await this.keys.insert({ _id: subject, wrapped })) return wrapped;
    }
  }

  #unwrap(subject: string, wrapped: string | null): Uint8Array | 'erased' {
    return wrapped === null ? 'erased' : unwrapKey(this.masterKey, subject, Buffer.from(wrapped, 'base64'));
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreClosed('The key vault is closed.');
  }
}
