import { scopeText, sortNames } from './document-fields.js';
import type { DocumentFields } from './document-fields.js';
import { cursorOf, readCursor } from './query-cursor.js';
import type { Place } from './query-cursor.js';
import { InvalidQuery } from './read-model.js';
import type { Condition, Query, ReadModelDeclaration, Scalar } from './read-model.js';
import { searchWords } from './search-tokens.js';
import { compareKeys } from './sort-key.js';

/** A page looks at no more documents than this; then it answers what it has and a cursor (KRN-15). */
export const examinedLimit = 20_000;
/** Counting stops here: "10000+". */
export const countLimit = 10_000;

/** A query that its declaration allows, in the form adapters work with. */
export type CheckedQuery = Readonly<{
  scope: string;
  where: readonly (readonly [filter: string, condition: Condition])[];
  words: readonly string[];
  sort: string;
  descending: boolean;
  limit: number;
  /** The place after which the page starts. */
  after?: Place;
  /** The cursor of a page that ends at this place. */
  cursor: (place: Place) => string;
}>;

/**
 * Checks a query against its declaration.
 * @throws InvalidQuery for an undeclared filter, sort or search, a foreign cursor, or a limit outside 1 to 500.
 */
export function checkQuery(declaration: ReadModelDeclaration<never>, query: Query): CheckedQuery {
  const { limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new InvalidQuery('limit', 'A page has 1 to 500 rows.');
  const sort = checkSort(declaration, query.sort);
  const asked = { ...checkConditions(declaration, query), ...sort };
  const binding = JSON.stringify([declaration.name, asked]);
  return {
    ...asked,
    limit,
    ...(query.after !== undefined && { after: readCursor(binding, query.after) }),
    cursor: (place) => cursorOf(binding, place),
  };
}

/** The part of a query that counting needs. */
export function checkConditions(
  declaration: ReadModelDeclaration<never>,
  { scope, where = {}, search }: Pick<Query, 'scope' | 'where' | 'search'>,
): Pick<CheckedQuery, 'scope' | 'where' | 'words'> {
  for (const name of Object.keys(where)) {
    if (!Object.hasOwn(declaration.filters, name)) throw new InvalidQuery(name, `"${name}" is not a declared filter.`);
    if (!isCondition(where[name])) throw new InvalidQuery(name, `What "${name}" is asked for is no condition.`);
  }
  if (search !== undefined && !declaration.search) throw new InvalidQuery('search', 'There is no search here.');
  return {
    scope: scopeText(scope),
    where: Object.entries(where).toSorted(([left], [right]) => (left < right ? -1 : 1)),
    words: search === undefined ? [] : searchWords(search),
  };
}

/** Whatever the types promised a caller: nothing else reaches an engine, no operator of its language either. */
function isCondition(value: unknown): value is Condition {
  if (isScalar(value)) return true;
  if (typeof value !== 'object') return false;
  const entries = Object.entries(value as object);
  const [[name, operand] = []] = entries;
  if (name === 'in' && entries.length === 1) return Array.isArray(operand) && operand.every(isScalar);
  if (name === 'prefix' && entries.length === 1) return typeof operand === 'string';
  return entries.every(
    ([key, bound]) => (key === 'gte' || key === 'lt') && (typeof bound === 'string' || typeof bound === 'number'),
  );
}

const isScalar = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

function checkSort(declaration: ReadModelDeclaration<never>, asked?: string): { sort: string; descending: boolean } {
  const names = sortNames(declaration);
  if (asked === undefined) return { sort: names[0] ?? 'id', descending: false };
  const descending = asked.startsWith('-');
  const sort = descending ? asked.slice(1) : asked;
  if (!names.includes(sort)) throw new InvalidQuery('sort', `"${sort}" is not a declared sort.`);
  return { sort, descending };
}

/** Whether a document meets every condition and holds every word. */
export function matchesQuery(
  { where, words }: Pick<CheckedQuery, 'where' | 'words'>,
  fields: Pick<DocumentFields, 'filters' | 'words'>,
): boolean {
  return (
    where.every(([name, condition]) => fields.filters[name]?.some((value) => meets(value, condition)) ?? false) &&
    words.every((prefix) => fields.words.some((word) => word.startsWith(prefix)))
  );
}

function meets(value: Scalar, condition: Condition): boolean {
  if (condition === null || typeof condition !== 'object') return value === condition;
  if ('in' in condition) return condition.in.includes(value);
  if ('prefix' in condition) return typeof value === 'string' && value.startsWith(condition.prefix);
  return inRange(value, condition);
}

function inRange(value: Scalar, { gte, lt }: { gte?: string | number; lt?: string | number }): boolean {
  const kind = typeof (gte ?? lt ?? '');
  if (value === null || typeof value !== kind || typeof value === 'boolean') return false;
  return (gte === undefined || compareKeys(value, gte) >= 0) && (lt === undefined || compareKeys(value, lt) < 0);
}
