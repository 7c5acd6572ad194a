import { isDeepStrictEqual } from 'node:util';

/** The AsyncAPI document, as far as releases are compared by it: contract events by type, facets by kind. */
export type Published = Readonly<{ components: Readonly<{ messages: Schemas; schemas: Schemas }> }>;
type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

/** Words for people: they bind nobody. */
const words = ['description', 'summary', 'title'];

/**
 * What keeps a release and the one before it from reading each other's messages, as sentences that name the place; none
 * when all that came is new events, new facets and fields that may be absent. Both check what they read against their own
 * schemas, so a value that may be more is refused by the older one, and one that may be less by the newer.
 */
export function breakingChanges(released: Published, current: Published): readonly string[] {
  return (['messages', 'schemas'] as const).flatMap((part) =>
    Object.entries(released.components[part]).flatMap(([name, schema]) => {
      const now = current.components[part][name];
      return now ? changesOf(schema, now, name) : [`${name} is gone: it stays for one release beside its successor`];
    }),
  );
}

function changesOf(before: unknown, after: unknown, place: string): readonly string[] {
  if (isList(before) && isList(after) && before.length === after.length)
    return before.flatMap((entry, index) => changesOf(entry, after[index], `${place}/${index}`));
  if (!isSchema(before) || !isSchema(after))
    return isDeepStrictEqual(before, after)
      ? []
      : [`${place} was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !words.includes(key));
  return keys.flatMap((key) => {
    const inside = `${place}/${key}`;
    if (key === 'properties') return fieldChanges(before[key] as Schemas, after[key] as Schemas, place);
    if (key === 'required') return requiredChanges(namesIn(before[key]), namesIn(after[key]), place);
    if (key === 'enum') return changesOf(namesIn(before[key]).toSorted(), namesIn(after[key]).toSorted(), inside);
    return changesOf(before[key], after[key], inside);
  });
}

/** Fields that came are nobody's trouble: those who do not know them let them pass. */
const fieldChanges = (before: Schemas = {}, after: Schemas = {}, place: string): readonly string[] =>
  Object.entries(before).flatMap(([name, schema]) =>
    after[name] ? changesOf(schema, after[name], `${place}/${name}`) : [`${place}/${name} is gone`],
  );

const requiredChanges = (before: readonly string[], after: readonly string[], place: string): readonly string[] => [
  ...after
    .filter((name) => !before.includes(name))
    .map((name) => `${place}/${name} is required, and older messages lack it`),
  ...before
    .filter((name) => !after.includes(name))
    .map((name) => `${place}/${name} may be absent, and older readers require it`),
];

const namesIn = (names: unknown): readonly string[] => (names ?? []) as readonly string[];
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !isList(value);
