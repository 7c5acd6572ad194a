import type { Envelope, MessageBus, Subscription } from './bus.js';
import type { Awaitable } from './brand.js';
import { erasedSubjectOf } from './erasure.js';
import { StoreClosed } from './event-store.js';
import { waitForFacets } from './facet-waiting.js';
import type { ConsistencyToken } from './consistency-token.js';
import type { Composition, Facet } from './facet.js';
import { composeRows } from './facet-rows.js';
import type { ReadModelDeclaration, ReadModelStore } from './read-model.js';
import type { Clock } from './time.js';

/** A row that was composed anew: as it stood and as it stands. */
export type RowChange<Row> = Readonly<{ id: string; before: Row | undefined; after: Row | undefined }>;

/** What a composition runs on. `declaration` names the same read model and version as `composition`. */
export type CompositionPorts<Row extends object> = Readonly<{
  composition: Composition<Row>;
  declaration: ReadModelDeclaration<Row>;
  bus: Pick<MessageBus, 'consume'>;
  topics: readonly string[];
  store: ReadModelStore;
  clock: Clock;
  /**
   * Told after the rows are stored and before the messages count as handled: at least once, so the same rows again after
   * a crash. A throw repeats the batch.
   */
  onRows?: (changes: readonly RowChange<Row>[]) => Awaitable<void>;
}>;

/** A composition at work. */
export interface CompositionRun extends AsyncDisposable {
  readonly subscription: Subscription;
  /** What the last batch failed with; the bus repeats it until it passes. */
  readonly failure: unknown;
  /**
   * Waits until the model holds what a token names, rows included (KRN-16); kinds this composition does not join are not
   * waited for. Answers whether it does, `false` after `timeoutMs`.
   */
  waitForFacets(token: ConsistencyToken, timeoutMs: number): Promise<boolean>;
  /** Resolves when everything published before the call is in the rows. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** Rows composed at once: a facet that touches more is worked off in such slices. */
const sliceOfRows = 1_000;
/** When a build could not be marked as complete, the next try comes after this long, ms. */
const completeAgainAfter = 1_000;

/**
 * Starts to keep rows composed of other services' facets (KRN-08). Every facet of a batch recomposes its rows, also one
 * that was stored before: its rows may have been lost in a crash. The build counts as complete when the topics were read
 * to their end once. How far it has come is the bus' to remember, so the group bears the build's own name: a raised
 * version reads the topics from the start, and so does a store whose file was dropped.
 */
export async function startComposition<Row extends object>(ports: CompositionPorts<Row>): Promise<CompositionRun> {
  const { composition, declaration, bus, topics, store } = ports;
  if (composition.name !== declaration.name || composition.version !== declaration.version) {
    throw new Error(`${composition.name} v${composition.version} and its declaration name different read models.`);
  }
  await store.open(declaration);
  const group = `${declaration.name}-v${declaration.version}-${await store.buildOf(declaration)}`;
  const runner = new CompositionRunner(ports);
  runner.subscription = await bus.consume(group, topics, {
    batch: (messages) => runner.handle(messages),
    facets: [...runner.kinds],
    urgent: declaration.urgent ?? false,
  });
  void completeOnceRead(runner, ports);
  return runner;
}

/** Tries again while the store is away: otherwise the copy of the release before would be served until the next start. */
async function completeOnceRead(
  runner: CompositionRun,
  { store, declaration, clock }: Pick<CompositionPorts<never>, 'store' | 'declaration' | 'clock'>,
): Promise<void> {
  for (;;) {
    try {
      await runner.quiet();
      return await store.complete(declaration);
    } catch (error) {
      // A subscription that ends before its first quiet leaves the build incomplete; the next start goes on with it.
      if (error instanceof StoreClosed) return;
      await clock.sleepUntil(new Date(clock.now().getTime() + completeAgainAfter));
    }
  }
}

class CompositionRunner<Row extends object> implements CompositionRun {
  subscription!: Subscription;
  failure: unknown;
  readonly #ports: CompositionPorts<Row>;
  /** The facet kinds its rows are composed of. */
  readonly kinds: ReadonlySet<string>;
  #round: Promise<void> = Promise.resolve();
  #roundEnded = Promise.withResolvers<void>();
  /** Facets that may be stored while their rows are not; those of a round that failed, until it is repeated. */
  readonly #uncomposed = new Set<string>();

  constructor(ports: CompositionPorts<Row>) {
    this.#ports = ports;
    this.kinds = new Set([ports.composition.rowOf, ...Object.keys(ports.composition.joins)]);
  }

  /** Rounds run one after the other, also where the bus hands over partitions side by side. */
  handle(messages: readonly Envelope[]): Promise<void> {
    const round = this.#round.then(() => this.#handle(messages));
    this.#round = round.catch((error: unknown) => {
      this.failure = error;
    });
    return round;
  }

  waitForFacets(token: ConsistencyToken, timeoutMs: number): Promise<boolean> {
    const { composition, store, clock } = this.#ports;
    const wanted = token.filter(({ kind }) => this.kinds.has(kind));
    const model = {
      versions: (kind: string, keys: readonly string[]) => store.facetVersions(composition, kind, keys),
      composed: (kind: string, key: string) => !this.#uncomposed.has(nameOf({ kind, key })),
      changed: () => this.#roundEnded.promise,
    };
    return waitForFacets(model, wanted, { clock, timeoutMs });
  }

  quiet(): Promise<void> {
    return this.subscription.quiet();
  }

  async stop(): Promise<void> {
    await this.subscription[Symbol.asyncDispose]();
    await this.#round;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #handle(messages: readonly Envelope[]): Promise<void> {
    const facets = highestFacets(messages).filter(({ kind }) => this.kinds.has(kind));
    if (facets.length > 0) {
      for (const facet of facets) this.#uncomposed.add(nameOf(facet));
      await this.#ports.store.putFacets(this.#ports.composition, facets);
      await this.#recompose(facets);
      for (const facet of facets) this.#uncomposed.delete(nameOf(facet));
    }
    if (messages.some((message) => erasedSubjectOf(message) !== undefined)) await this.#ports.store.scrub();
    this.failure = undefined;
    this.#roundEnded.resolve();
    this.#roundEnded = Promise.withResolvers();
  }

  async #recompose(facets: readonly Facet[]): Promise<void> {
    const { composition, store } = this.#ports;
    const own = facets.filter(({ kind }) => kind === composition.rowOf).map(({ key }) => key);
    let ids = new Set(own);
    for (const [kind, ofKind] of Map.groupBy(facets, (facet) => facet.kind)) {
      const keys = ofKind.map(({ key }) => key);
      for (let last: string | undefined; ;) {
        const rows = await store.rowsJoinedBy(composition, kind, keys, last);
        if (rows.length === 0) break;
        ids = ids.union(new Set(rows));
        last = rows.at(-1);
        if (ids.size >= sliceOfRows) {
          await this.#composeAll([...ids]);
          ids = new Set();
        }
      }
    }
    await this.#composeAll([...ids]);
  }

  async #composeAll(ids: readonly string[]): Promise<void> {
    const { onRows, store, composition } = this.#ports;
    for (let start = 0; start < ids.length; start += sliceOfRows) {
      const slice = ids.slice(start, start + sliceOfRows);
      const before = onRows && (await store.load(composition, slice));
      const rows = await composeRows(this.#ports, slice);
      await onRows?.(rows.map(({ id, row }) => ({ id, before: before?.get(id)?.doc as Row | undefined, after: row })));
    }
  }
}

const nameOf = ({ kind, key }: Pick<Facet, 'kind' | 'key'>): string => `${kind}/${key}`;

/** Of several facets of one thing only the newest counts. */
function highestFacets(messages: readonly Envelope[]): readonly Facet[] {
  const highest = new Map<string, Facet>();
  for (const { facet } of messages) {
    if (!facet) continue;
    const name = nameOf(facet);
    const known = highest.get(name);
    if (!known || known.version < facet.version) highest.set(name, facet);
  }
  return [...highest.values()];
}
