import type { Message, Projection, ReadModelDeclaration, Recorded, SiteId } from '@rollcall/event-sourcing';
import { createScheduler, searchTokens, startProjection, streamName, streamVersion } from '@rollcall/event-sourcing';
import { createFiniteLog } from '@rollcall/testing';
import { FileWriter } from '../src/file-writer.js';
import { createSqliteReadModelStore } from '../src/read-model-store.js';

type Card = Readonly<{ id: string; site: string; name: string; tags: readonly string[]; changes: number }>;
type CardEvent =
  | Message<'CardWritten', { name: string; site: string }>
  | Message<'CardTagged', { tag: string }>
  | Message<'CardBurnt', Record<never, never>>;

const idOf = ({ stream }: { stream: string }): string => stream.slice('testing.card-'.length);

/** Counts every event it folds, so that one folded twice or left out shows. */
export const cards: Projection<Card, CardEvent> = {
  name: 'cards',
  version: 1,
  on: {
    CardWritten: {
      ids: idOf,
      evolve: (card, { data }, id) => ({ id, ...data, tags: [], changes: (card?.changes ?? 0) + 1 }),
    },
    CardTagged: {
      ids: idOf,
      evolve: (card, { data }) =>
        card && { ...card, tags: [...new Set([...card.tags, data.tag])], changes: card.changes + 1 },
    },
    CardBurnt: { ids: idOf, evolve: () => undefined },
  },
};

/** Enough filters and sorts that a document is written in many statements. */
export const cardList: ReadModelDeclaration<Card> = {
  name: cards.name,
  version: cards.version,
  scope: ({ site }) => ({ site: site as SiteId }),
  filters: { tag: ({ tags }) => tags, changes: ({ changes }) => changes },
  sorts: { name: ({ name }) => name, changes: ({ changes }) => changes },
  search: ({ name }) => searchTokens(name),
};

/** The same events for the same seed. */
export function cardEvents(seed: number, count: number): readonly Recorded[] {
  const random = randomFrom(seed);
  const pick = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index) => ({
    ...someChange(pick),
    id: `event-${index}`,
    stream: streamName('testing.card', `c${pick(400)}`),
    version: streamVersion(index),
    metadata: {
      commandId: `command-${index}`,
      causationId: 'test',
      correlationId: 'test',
      actor: { kind: 'system', id: 'test' },
      occurredAt: new Date(0),
      schema: 1,
      hash: '',
    },
  }));
}

function someChange(pick: (limit: number) => number): CardEvent {
  const kind = pick(10);
  if (kind === 0) return { type: 'CardBurnt', data: {} };
  if (kind < 5) return { type: 'CardTagged', data: { tag: `tag ${pick(6)}` } };
  return { type: 'CardWritten', data: { name: `Card ${pick(40)}`, site: `site ${pick(2)}` } };
}

/** Runs the projection on a file until it has read everything. */
export async function projectCards(file: string, events: readonly Recorded[]): Promise<void> {
  const scheduler = createScheduler({ nextTurn: setImmediate });
  const store = createSqliteReadModelStore({ file, writer: new FileWriter(file, scheduler), scheduler });
  const run = await startProjection({
    projection: cards,
    declaration: cardList,
    log: createFiniteLog(events),
    store,
    delay: async () => undefined,
  });
  await run.quiet();
  await run.stop();
  await store.close();
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
