import type { KeyVault, WrappedKey } from '@rollcall/event-sourcing';
import { DependencyAway, KeyTaken, StoreClosed } from '@rollcall/event-sourcing';
import { WrongMasterKey, unwrapKey, wrapKey } from '@rollcall/key-wrapping';
import type { DatabaseSync, StatementSync } from '@rollcall/sqlite';
import { openDatabase, transaction } from '@rollcall/sqlite';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync } from 'node:fs';

const migrations = [
  // A key that was destroyed leaves its row, without the key: the subject never gets another one.
  `CREATE TABLE key (subject TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;`,
];

/** The subject of a key that encrypts nothing: it tells whether the master key fits. No real subject is without a kind. */
const proof = '';

/** Where keys lie and what they are wrapped with. */
export type SqliteKeyVaultOptions = Readonly<{
  file: string;
  /** 32 bytes. Losing it means losing all personal data. */
  masterKey: Uint8Array;
}>;

/**
 * The keys of personal data in one SQLite file that only its owner may read, each wrapped by the master key (KRN-17).
 * @throws WrongMasterKey when the file belongs to another one.
 */
export function createSqliteKeyVault({ file, masterKey }: SqliteKeyVaultOptions): KeyVault {
  // Created with its mode, before SQLite does; the files beside it take the same.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const database = openDatabase({ file, synchronous: 'FULL', migrations });
  try {
    const vault = new SqliteKeyVault(database, masterKey);
    vault.prove();
    return vault;
  } catch (cause) {
    database.close();
    if (cause instanceof DependencyAway) throw cause;
    throw new WrongMasterKey(`${file} was written under another master key.`, { cause });
  }
}

type StoredKey = Readonly<{ wrapped: Uint8Array | null }>;
type Waiting = Readonly<{ subject: string; answer: (key: StoredKey) => void; fail: (error: unknown) => void }>;

class SqliteKeyVault implements KeyVault {
  readonly #masterKey: Uint8Array;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  #database: DatabaseSync | undefined;
  #waiting: Waiting[] = [];

  constructor(database: DatabaseSync, masterKey: Uint8Array) {
    this.#database = database;
    this.#masterKey = masterKey;
    this.#select = database.prepare('SELECT wrapped FROM key WHERE subject = ?');
    this.#insert = database.prepare('INSERT INTO key (subject, wrapped) VALUES (?, ?)');
  }

  async keyFor(subject: string): Promise<Uint8Array | 'erased'> {
    if (subject === proof) throw new Error('A subject has a name.');
    return this.#unwrap(subject, this.#stored(subject) ?? (await this.#created(subject)));
  }

  async erase(subject: string): Promise<void> {
    const put = this.#open.prepare(
      'INSERT INTO key (subject, wrapped) VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL',
    );
    put.run(subject);
    // The page was overwritten; the log that still holds it goes too.
    this.#open.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async *wrapped(): AsyncGenerator<WrappedKey> {
    const rows = this.#open.prepare('SELECT subject, wrapped FROM key WHERE subject > ? ORDER BY subject LIMIT 500');
    for (let page: WrappedKey[], after = proof; ; after = page.at(-1)!.subject) {
      page = (rows.all(after) as unknown as (StoredKey & { subject: string })[]).map(({ subject, wrapped }) => ({
        subject,
        wrapped: wrapped ?? 'erased',
      }));
      if (page.length === 0) return;
      yield* page;
    }
  }

  async take({ subject, wrapped }: WrappedKey): Promise<void> {
    if (wrapped === 'erased') return this.erase(subject);
    const stored = transaction(this.#open, () => {
      const existing = this.#stored(subject);
      if (!existing) this.#insert.run(subject, wrapped);
      return existing;
    });
    if (stored?.wrapped && Buffer.compare(stored.wrapped, wrapped) !== 0) throw new KeyTaken(subject);
  }

  async close(): Promise<void> {
    if (this.#waiting.length > 0) this.#createAll();
    this.#database?.close();
    this.#database = undefined;
  }

  prove(): void {
    this.#unwrap(proof, this.#stored(proof) ?? transaction(this.#open, () => this.#create(proof)));
  }

  #stored(subject: string): StoredKey | undefined {
    return this.#open && (this.#select.get(subject) as StoredKey | undefined);
  }

  /** The commit that holds a new key is on disk before the key is answered; those asked for in one turn share it. */
  #created(subject: string): Promise<StoredKey> {
    return new Promise((answer, fail) => {
      if (this.#waiting.push({ subject, answer, fail }) === 1) setImmediate(() => this.#createAll());
    });
  }

  #createAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const keys = transaction(this.#open, () => waiting.map(({ subject }) => this.#create(subject)));
      for (const [index, { answer }] of waiting.entries()) answer(keys[index]!);
    } catch (error) {
      for (const { fail } of waiting) fail(error);
    }
  }

  #create(subject: string): StoredKey {
    // Somebody may have been quicker; the first key is the one.
    const existing = this.#stored(subject);
    if (existing) return existing;
    const wrapped = wrapKey(this.#masterKey, subject, randomBytes(32));
    this.#insert.run(subject, wrapped);
    return { wrapped };
  }

  #unwrap(subject: string, { wrapped }: StoredKey): Uint8Array | 'erased' {
    return wrapped === null ? 'erased' : unwrapKey(this.#masterKey, subject, wrapped);
  }

  get #open(): DatabaseSync {
    if (!this.#database) throw new StoreClosed('The key vault is closed.');
    return this.#database;
  }
}
