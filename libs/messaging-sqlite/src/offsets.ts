import { openDatabase, transaction } from '@rollcall/sqlite';
import type { Partition } from './partition-of.js';
import { nameOf, partitionsOf } from './partition-of.js';

const migrations = [
  `CREATE TABLE member (
     consumer_group TEXT NOT NULL,
     id TEXT NOT NULL,
     topics TEXT NOT NULL,
     lease_until INTEGER NOT NULL,
     PRIMARY KEY (consumer_group, id)
   ) STRICT;
   CREATE TABLE claim (
     consumer_group TEXT NOT NULL,
     topic TEXT NOT NULL,
     partition INTEGER NOT NULL,
     position INTEGER NOT NULL DEFAULT 0,
     owner TEXT,
     epoch INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (consumer_group, topic, partition)
   ) STRICT;`,
];

/** One member of a group; several may live in one process and in several. */
export type Member = Readonly<{ group: string; id: string; topics: readonly string[] }>;
/** A partition held by a member: everything up to `position` is handled. The epoch fences off earlier owners. */
export type Claim = Readonly<{ epoch: number; position: number } & Partition>;
type Row = { topic: string; partition: number; position: number; owner: string | null; epoch: number };

/**
 * How far each group has come, and which member works on which partition. Losing the last commits repeats work, so this
 * file does without a sync per commit; it has its own file because that is a connection's setting.
 */
export class Offsets {
  readonly #database;
  readonly #leaseMs: number;
  readonly #move;
  readonly #ofGroup;
  readonly #members;
  readonly #living;

  constructor(file: string, leaseMs: number) {
    this.#database = openDatabase({ file, synchronous: 'NORMAL', migrations });
    this.#leaseMs = leaseMs;
    this.#move = this.#database.prepare(
      `UPDATE claim SET position = max(position, ?)
       WHERE consumer_group = ? AND topic = ? AND partition = ? AND owner = ? AND epoch = ?`,
    );
    this.#ofGroup = this.#database.prepare(
      'SELECT topic, partition, position, owner, epoch FROM claim WHERE consumer_group = ?',
    );
    this.#members = this.#database.prepare('SELECT id FROM member WHERE consumer_group = ? ORDER BY id');
    this.#living = this.#database.prepare('SELECT 1 FROM member WHERE consumer_group = ? AND lease_until >= ? LIMIT 1');
  }

  /**
   * Renews a member's lease and shares out the partitions among the living members. `held` are the partitions this member
   * may work on; `surplus` those that are another's now and wait to be released; `wanting` says that another member still
   * holds some of this one's.
   */
  balance(
    member: Member,
    now: Date,
  ): Readonly<{ held: readonly Claim[]; surplus: readonly Claim[]; wanting: boolean }> {
    return transaction(this.#database, () => {
      const living = this.#renew(member, now);
      const rows = new Map(this.#claims(member.group).map((row) => [nameOf(row), row]));
      const held: Claim[] = [];
      const surplus: Claim[] = [];
      let wanting = false;
      for (const place of partitionsOf(member.topics)) {
        const row = rows.get(nameOf(place)) ?? { ...place, position: 0, owner: null, epoch: 0 };
        const candidates = living.filter(({ topics }) => topics.includes(place.topic));
        const mine = candidates[place.partition % candidates.length]?.id === member.id;
        const free = row.owner === null || !living.some(({ id }) => id === row.owner);
        if (row.owner === member.id) (mine ? held : surplus).push(row);
        else if (mine && free) held.push(this.#claim(member, row));
        else if (mine) wanting = true;
      }
      return { held, surplus, wanting };
    });
  }

  /**
   * Moves the offsets of partitions forward; answers those whose claim another member has taken over in the meantime:
   * they did not move, and the caller stops working on them.
   */
  commit(member: Member, claims: readonly Claim[]): readonly Claim[] {
    return transaction(this.#database, () =>
      claims.filter(({ topic, partition, position, epoch }) => {
        return this.#move.run(position, member.group, topic, partition, member.id, epoch).changes === 0;
      }),
    );
  }

  /** Gives partitions up for the others. */
  release(member: Member, claims: readonly Claim[]): void {
    const update = this.#database.prepare(
      'UPDATE claim SET owner = NULL WHERE consumer_group = ? AND topic = ? AND partition = ? AND owner = ? AND epoch = ?',
    );
    transaction(this.#database, () => {
      for (const { topic, partition, epoch } of claims) update.run(member.group, topic, partition, member.id, epoch);
    });
  }

  /** The member is gone; all it held is free. */
  leave({ group, id }: Member): void {
    transaction(this.#database, () => {
      this.#database.prepare('DELETE FROM member WHERE consumer_group = ? AND id = ?').run(group, id);
      this.#database.prepare('UPDATE claim SET owner = NULL WHERE consumer_group = ? AND owner = ?').run(group, id);
    });
  }

  /** The members of a group, as one text to compare. */
  members(group: string): string {
    return this.#members
      .all(group)
      .map(({ id }) => String(id))
      .join();
  }

  /** Whether any member of the group lives. */
  isConsumed(group: string, now: Date): boolean {
    return this.#living.get(group, now.getTime()) !== undefined;
  }

  /** How far the group has come, by partition; partitions without a row stand at 0. */
  positions(group: string): ReadonlyMap<string, number> {
    return new Map(this.#claims(group).map((row) => [nameOf(row), row.position]));
  }

  close(): void {
    this.#database.close();
  }

  #renew({ group, id, topics }: Member, now: Date): readonly Pick<Member, 'id' | 'topics'>[] {
    this.#database
      .prepare('DELETE FROM member WHERE consumer_group = ? AND lease_until < ? AND id <> ?')
      .run(group, now.getTime(), id);
    this.#database
      .prepare('INSERT OR REPLACE INTO member (consumer_group, id, topics, lease_until) VALUES (?, ?, ?, ?)')
      .run(group, id, JSON.stringify(topics), now.getTime() + this.#leaseMs);
    return this.#database
      .prepare('SELECT id, topics FROM member WHERE consumer_group = ? ORDER BY id')
      .all(group)
      .map((row) => ({ id: String(row['id']), topics: JSON.parse(String(row['topics'])) as string[] }));
  }

  #claims(group: string): readonly Row[] {
    return this.#ofGroup.all(group) as Row[];
  }

  #claim({ group, id }: Member, { topic, partition, position, epoch }: Row): Claim {
    this.#database
      .prepare(
        `INSERT INTO claim (consumer_group, topic, partition, owner, epoch) VALUES (?, ?, ?, ?, 1)
         ON CONFLICT DO UPDATE SET owner = excluded.owner, epoch = epoch + 1`,
      )
      .run(group, topic, partition, id);
    return { topic, partition, position, epoch: epoch + 1 };
  }
}
