import type { PersonalDataKeys } from '@rollcall/event-sourcing';
import { DependencyAway, StoreClosed } from '@rollcall/event-sourcing';
import type { DatabaseSync } from '@rollcall/sqlite';
import { openDatabase, transaction } from '@rollcall/sqlite';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { unwrapKey, wrapKey } from './wrapped-key.js';

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

/** The vault was written under another master key; nothing in it can be read. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
}

/**
 * The keys of personal data in one SQLite file that only its owner may read, each wrapped by the master key (KRN-17).
 * @throws WrongMasterKey when the file belongs to another one.
 */
export function createSqliteKeyVault({ file, masterKey }: SqliteKeyVaultOptions): PersonalDataKeys {
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

class SqliteKeyVault implements PersonalDataKeys {
  readonly #masterKey: Uint8Array;
  #database: DatabaseSync | undefined;

  constructor(database: DatabaseSync, masterKey: Uint8Array) {
    this.#database = database;
    this.#masterKey = masterKey;
  }

  async keyFor(subject: string): Promise<Uint8Array | 'erased'> {
    if (subject === proof) throw new Error('A subject has a name.');
    return this.#keyFor(subject);
  }

  async erase(subject: string): Promise<void> {
    const put = this.#open.prepare(
      'INSERT INTO key (subject, wrapped) VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL',
    );
    put.run(subject);
    // The page was overwritten; the log that still holds it goes too.
    this.#open.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async close(): Promise<void> {
    this.#database?.close();
    this.#database = undefined;
  }

  prove(): void {
    this.#keyFor(proof);
  }

  /** The commit that holds a new key is on disk before the key is answered. */
  #keyFor(subject: string): Uint8Array | 'erased' {
    const select = this.#open.prepare('SELECT wrapped FROM key WHERE subject = ?');
    type Row = { wrapped: Uint8Array | null } | undefined;
    const stored = (select.get(subject) as Row) ?? this.#create(subject, () => select.get(subject) as Row);
    return stored.wrapped === null ? 'erased' : unwrapKey(this.#masterKey, subject, stored.wrapped);
  }

  #create(subject: string, again: () => { wrapped: Uint8Array | null } | undefined): { wrapped: Uint8Array | null } {
    return transaction(this.#open, () => {
      // Another process may have been quicker; the first key is the one.
      const existing = again();
      if (existing) return existing;
      const wrapped = wrapKey(this.#masterKey, subject, randomBytes(32));
      this.#open.prepare('INSERT INTO key (subject, wrapped) VALUES (?, ?)').run(subject, wrapped);
      return { wrapped };
    });
  }

  get #open(): DatabaseSync {
    if (!this.#database) throw new StoreClosed('The key vault is closed.');
    return this.#database;
  }
}
