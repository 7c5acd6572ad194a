/** A record as the log holds it. Its position is where it begins; committed by itself, it is its commit position too. */
export type LogRecord = Readonly<{
  stream: string;
  revision: bigint;
  id: string;
  type: string;
  data: Uint8Array;
  /** JSON text of the record's properties. */
  metadata: Uint8Array;
  isJson: boolean;
  created: Date;
  position: bigint;
  /** Where the next record begins. */
  after: bigint;
}>;

/** A record on its way into the log. */
export type NewRecord = Omit<LogRecord, 'revision' | 'created' | 'position' | 'after'>;

/** What a request expects of one stream, and the records it brings for it, possibly none. */
export type StreamCheck = Readonly<{ stream: string; expected: bigint; records: readonly NewRecord[] }>;
/** A stream that is not as it was expected. */
export type Violation = Readonly<{ stream: string; expected: bigint; actual: bigint }>;

/** What became of a request: stored now, stored before, refused, or refused without saying which stream it was. */
export type Written = Readonly<
  | { kind: 'stored' | 'stored-before'; revisions: readonly bigint[]; position: bigint }
  | { kind: 'violated'; violations: readonly Violation[] }
  | { kind: 'mixed' }
>;

/** The constants of the protocol for a stream's state. */
export const noStream = -1n;
export const anyState = -2n;
export const streamExists = -4n;

type Decision = 'ok' | 'idempotent' | 'corrupted' | Violation;

/**
 * The log of one node in memory: the decisions of the server's index writer and storage writer, rule by rule
 * (README.md cites them).
 */
export class StoredLog {
  readonly records: LogRecord[] = [];
  /** Called after each append that stored something. */
  readonly grown = new Set<() => void>();
  readonly #streams = new Map<string, LogRecord[]>();
  /** The stream an id was committed to last: an index with one place per id. */
  readonly #committed = new Map<string, LogRecord>();
  #end = firstPosition;

  /** Where the last record begins, or 0 in an empty log. */
  get lastPosition(): bigint {
    return this.records.at(-1)?.position ?? 0n;
  }

  of(stream: string): readonly LogRecord[] {
    return this.#streams.get(stream) ?? [];
  }

  /** The index of the first record after a position; a position is the pair of commit and prepare. */
  indexAfter(commit: bigint, prepare: bigint): number {
    let [low, high] = [0, this.records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { position } = this.records[middle]!;
      const beyond = position > commit || (position === commit && position > prepare);
      if (beyond) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether a reader may begin there: at a record, or right behind one. */
  isBoundary(commit: bigint): boolean {
    if (commit === 0n || commit >= this.#end) return true;
    return this.records.some(({ position, after }) => position === commit || after === commit);
  }

  /** Checks every stream and stores all records in their order, or nothing. */
  write(checks: readonly StreamCheck[], order: readonly NewRecord[]): Written {
    const decisions = checks.map((check) => this.#decide(check));
    const violations = decisions.filter((decision) => typeof decision !== 'string');
    const oks = decisions.filter((decision) => decision === 'ok').length;
    if (oks === checks.length) return this.#store(checks, order);
    if (decisions.every((decision) => decision === 'idempotent')) return this.#storedBefore(checks);
    if (oks + violations.length === checks.length) return { kind: 'violated', violations };
    // Part of it is stored already: refused, and for several streams without naming one.
    return checks.length === 1 ? { kind: 'violated', violations: [this.#violation(checks[0]!)] } : { kind: 'mixed' };
  }

  /** Replaces the data of a stored record, which no server offers. */
  tamper(id: string, data: Uint8Array): void {
    for (const list of [this.records, ...this.#streams.values()]) {
      const index = list.findIndex((record) => record.id === id);
      if (index >= 0) list[index] = { ...list[index]!, data };
    }
  }

  #decide(check: StreamCheck): Decision {
    const { stream, expected, records } = check;
    const stored = this.of(stream);
    const current = BigInt(stored.length) - 1n;
    if (expected === streamExists && current < 0n) return this.#violation(check);
    if (expected === anyState || expected === streamExists) return this.#decideById(stream, records);
    if (expected > current) return this.#violation(check);
    // Exactly at the end: accepted whatever the ids are, also those that are stored already.
    if (expected === current) return 'ok';
    const present = records.map(({ id }, index) => stored[Number(expected) + 1 + index]?.id === id);
    if (present.length === 0 || !present[0]) return this.#violation(check);
    return present.every(Boolean) ? 'idempotent' : 'corrupted';
  }

  #decideById(stream: string, records: readonly NewRecord[]): Decision {
    const present = records.map(({ id }) => this.#committed.get(id)?.stream === stream);
    if (!present[0]) return 'ok';
    return present.every(Boolean) ? 'idempotent' : 'corrupted';
  }

  #violation({ stream, expected }: StreamCheck): Violation {
    return { stream, expected, actual: BigInt(this.of(stream).length) - 1n };
  }

  #store(checks: readonly StreamCheck[], order: readonly NewRecord[]): Written {
    for (const record of order) this.#push(record);
    const revisions = checks.map(({ stream }) => BigInt(this.of(stream).length) - 1n);
    for (const listener of [...this.grown]) listener();
    return { kind: 'stored', revisions, position: this.lastPosition };
  }

  #push(record: NewRecord): void {
    const list = this.#streams.get(record.stream) ?? [];
    this.#streams.set(record.stream, list);
    const position = this.#end;
    const after = position + BigInt(recordOverhead + record.data.length + record.metadata.length);
    const stored = { ...record, revision: BigInt(list.length), created: new Date(), position, after };
    list.push(stored);
    this.records.push(stored);
    this.#committed.set(record.id, stored);
    this.#end = after;
  }

  #storedBefore(checks: readonly StreamCheck[]): Written {
    const last = checks.map(({ stream, records }) => this.of(stream).findLast(({ id }) => id === records.at(-1)!.id)!);
    const position = last.reduce((highest, record) => (record.position > highest ? record.position : highest), 0n);
    return { kind: 'stored-before', revisions: last.map(({ revision }) => revision), position };
  }
}

/** The log begins with records of the server's own. */
const firstPosition = 1_217n;
/** What a record takes beside its data and metadata, roughly: positions only have to be uneven. */
const recordOverhead = 131;
