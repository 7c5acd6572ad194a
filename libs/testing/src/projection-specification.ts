import { expect } from '@jest/globals';
import type {
  Message,
  Metadata,
  Position,
  Projection,
  ReadModelDeclaration,
  ReadModelStore,
  Recorded,
  Scope,
  SiteId,
  StreamName,
} from '@rollcall/event-sourcing';
import { startProjection, streamVersion } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import { createFiniteLog } from './finite-log.js';
import { createMemoryReadModelStore } from './memory-read-model-store.js';
import { withChanges } from './with-changes.js';

/** An event as a projection's test writes it down: which stream it is of, and what happened. */
export type ProjectedEvent<E extends Message> = E & Readonly<{ stream: StreamName; metadata?: Partial<Metadata> }>;

/** Given events of some streams, the documents that follow. */
export interface ProjectionSpecification<Doc extends object, E extends Message> {
  given(...events: readonly ProjectedEvent<E>[]): {
    /** Exactly these documents, by id. */
    then(documents: Readonly<Record<string, Doc>>): Promise<void>;
  };
}

/**
 * Projects events through the real runner: once, every batch twice, and with the streams interleaved anew; the documents
 * are the same each time (KRN-07). Events whose order across streams matters to one document are given with
 * `{ keepOrder: true }`.
 */
export function projectionSpecification<Doc extends object, E extends Message = Message>(
  projection: Projection<Doc, never>,
  { keepOrder = false }: { keepOrder?: boolean } = {},
): ProjectionSpecification<Doc, E> {
  return {
    given: (...events) => ({
      then: async (documents) => {
        const recorded = record(events);
        expect(await documentsOf(projection, recorded, 1)).toEqual(documents);
        expect(await documentsOf(projection, recorded, 2)).toEqual(documents);
        if (keepOrder) return;
        const shuffled = fc.asyncProperty(interleavings(recorded), async (other) => {
          expect(await documentsOf(projection, other, 1)).toEqual(documents);
        });
        await fc.assert(shuffled, { numRuns: 20 });
      },
    }),
  };
}

type Steps = Readonly<Partial<Record<string, { ids: (event: Recorded) => string | readonly string[] }>>>;

/** The scope of every document in a specification. */
const anywhere: Scope = { site: 'anywhere' as SiteId };

async function documentsOf<Doc extends object>(
  projection: Projection<Doc, never>,
  events: readonly Recorded[],
  times: 1 | 2,
): Promise<Readonly<Record<string, Doc>>> {
  const { name, version } = projection;
  const declaration: ReadModelDeclaration<Doc> = { name, version, scope: () => anywhere, filters: {}, sorts: {} };
  const store = createMemoryReadModelStore();
  for (let time = 1; time <= times; time += 1) {
    // The second run finds documents that are ahead of the checkpoint, as a crash between the two leaves them.
    const forgetful: ReadModelStore = withChanges(store, forgetCheckpoint(store));
    const delay = async (): Promise<void> => undefined;
    await using run = await startProjection({
      projection,
      declaration,
      log: createFiniteLog(events),
      store: forgetful,
      delay,
    });
    await run.quiet();
  }
  const ids = events.flatMap((event) => {
    const step = (projection.on as Steps)[event.type];
    return step ? [step.ids(event)].flat() : [];
  });
  const stored = await store.load(declaration, [...new Set(ids)]);
  return Object.fromEntries([...stored].flatMap(([id, { doc }]) => (doc ? [[id, doc as Doc]] : [])));
}

/** The store as seen by a runner whose checkpoint was lost: documents stay, the place in the log does not. */
function forgetCheckpoint(store: ReadModelStore): Pick<ReadModelStore, 'checkpoint' | 'save'> {
  let checkpoint: Position | 'start' = 'start';
  return {
    checkpoint: async () => checkpoint,
    save: async (target, batch) => {
      await store.save(target, { ...batch, from: await store.checkpoint(target) });
      checkpoint = batch.to;
    },
  };
}

function record<E extends Message>(events: readonly ProjectedEvent<E>[]): readonly Recorded[] {
  const versions = new Map<StreamName, number>();
  return events.map((event, index) => {
    const version = versions.get(event.stream) ?? 0;
    versions.set(event.stream, version + 1);
    const { type, data, stream, metadata } = event;
    return {
      type,
      data,
      stream,
      id: `event-${index}`,
      version: streamVersion(version),
      metadata: { ...usual, ...metadata },
    };
  });
}

const usual: Metadata = {
  commandId: 'command',
  causationId: 'command',
  correlationId: 'command',
  actor: { kind: 'system', id: 'projection-specification' },
  occurredAt: new Date('2026-01-05T09:00:00.000Z'),
  schema: 1,
  hash: '',
};

/** The same streams, each in its order, mixed differently. */
function interleavings(events: readonly Recorded[]): fc.Arbitrary<readonly Recorded[]> {
  const order = fc.shuffledSubarray(
    events.map(({ stream }) => stream),
    { minLength: events.length },
  );
  return order.map((streams) => {
    const waiting = Map.groupBy(events, ({ stream }) => stream);
    return streams.flatMap((stream) => waiting.get(stream)?.shift() ?? []);
  });
}
