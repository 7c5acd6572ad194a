import { erasedSubjectOf } from './erasure.js';
import type { EventLog } from './event-store.js';
import type { Delay } from './failure-policy.js';
import { FollowerBroken, followLog } from './log-follower.js';
import type { LogBatch, LogRun } from './log-follower.js';
import type { Message, Position, Recorded } from './message.js';
import type { Projection, ProjectionStep } from './projection.js';
import type { ReadModelDeclaration, ReadModelStore, Stored } from './read-model.js';

/** What a projection runs on. `declaration` names the same read model and version as `projection`. */
export type ProjectionPorts<Doc extends object> = Readonly<{
  projection: Projection<Doc, never>;
  declaration: ReadModelDeclaration<Doc>;
  log: EventLog;
  store: ReadModelStore;
  delay: Delay;
}>;

/**
 * Starts to fold one's own log into documents, and goes on (KRN-07). A runner that was overtaken changes nothing and reads
 * the checkpoint anew. When the end of the log is reached for the first time the build counts as complete: it is served
 * from then on, and older ones are dropped. An error of the projection's own code stops this projection alone; the copy
 * that was served stays, `status` is `failed` and `failure` names the event (KRN-10).
 */
export async function startProjection<Doc extends object>(ports: ProjectionPorts<Doc>): Promise<LogRun> {
  const { projection, declaration, log, store, delay } = ports;
  if (projection.name !== declaration.name || projection.version !== declaration.version) {
    throw new Error(`${projection.name} v${projection.version} and its declaration name different read models.`);
  }
  await store.open(declaration);
  let complete = false;
  return followLog({
    name: `The projection ${projection.name}`,
    log,
    types: Object.keys(projection.on),
    checkpoint: () => store.checkpoint(declaration),
    handle: (batch) => project(ports, batch),
    atEnd: async () => {
      if (!complete) await store.complete(declaration);
      complete = true;
    },
    delay,
  });
}

async function project<Doc extends object>(
  { projection, declaration, store }: ProjectionPorts<Doc>,
  { from, to, events }: LogBatch,
): Promise<void> {
  const changes = events.flatMap((entry) => documentChanges(projection, entry));
  const stored = await store.load(declaration, [...new Set(changes.map(({ id }) => id))]);
  const documents = fold(changes, stored);
  // The checkpoint last: a crash before it scrubs again. A first batch replaces nothing.
  if (from !== 'start' && events.some(({ event }) => erasedSubjectOf(event) !== undefined)) {
    await store.save(declaration, { from, to: from, documents });
    await store.scrub();
  }
  await store.save(declaration, { from, to, documents });
}

type Change = Readonly<{
  id: string;
  position: Position;
  event: Recorded;
  evolve: ProjectionStep<object, Message>['evolve'];
}>;

type Steps = Readonly<Partial<Record<string, ProjectionStep<object, Message>>>>;

function documentChanges<Doc extends object>(
  projection: Projection<Doc, never>,
  { event, position }: LogBatch['events'][number],
): readonly Change[] {
  // Type and step belong together by construction; the compiler cannot follow the look-up.
  const step = (projection.on as Steps)[event.type];
  if (!step) return [];
  const ids = guarded(event, () => step.ids(event));
  return [ids].flat().map((id: string) => ({ id, position, event, evolve: step.evolve }));
}

/** Applies changes in log order; what a document has already reached is left out. Answers the documents that changed. */
function fold(
  changes: readonly Change[],
  stored: ReadonlyMap<string, Stored<object>>,
): ReadonlyMap<string, Stored<object>> {
  const documents = new Map<string, Stored<object>>();
  for (const { id, position, event, evolve } of changes) {
    const before = documents.get(id) ?? stored.get(id);
    if (before && before.at >= position) continue;
    const doc = guarded(event, () => evolve(before?.doc, event, id));
    if (doc !== undefined || before) documents.set(id, { doc, at: position });
  }
  return documents;
}

function guarded<T>(event: Recorded, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new FollowerBroken(`${event.type} ${event.id} (${event.stream} ${event.version}) could not be folded`, {
      cause,
    });
  }
}
