/**
 * JSON that keeps dates and bigints: `{"$date": …}`, `{"$bigint": …}`. An object of the data itself that looks like a tag is
 * wrapped as `{"$plain": …}`. Fields that are `undefined` are left out, as in JSON.
 * @throws TypeError for what would be lost silently: a Map, a Set, NaN or an infinite number, an invalid date.
 */
export const writeTaggedJson = (value: unknown): string => JSON.stringify(tag(value)) ?? 'null';

/** Reads what {@link writeTaggedJson} wrote. */
export function readTaggedJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Most texts hold no tag at all; a search is much cheaper than walking the value.
  return text.includes('"$') ? untag(value) : value;
}

/** The same value when nothing in it needs a tag, so that plain data is not copied. */
function tag(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} cannot be stored`);
  if (typeof value !== 'object' || value === null) return value;
  if (isKind(value, 'Date')) return { $date: (value as Date).toISOString() };
  if (isKind(value, 'Map') || isKind(value, 'Set')) throw new TypeError('A Map or a Set cannot be stored');
  const tagged = mapValues(value, tag);
  return looksLikeTag(value) ? { $plain: tagged } : tagged;
}

function untag(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (looksLikeTag(value)) {
    if ('$date' in value) return new Date(value.$date as string);
    if ('$bigint' in value) return BigInt(value.$bigint as string);
    if ('$plain' in value) return mapValues(value.$plain as object, untag);
  }
  return mapValues(value, untag);
}

function looksLikeTag(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0]!.startsWith('$');
}

/** By name, not by instanceof: a value may come from another realm (a worker, a test's sandbox). */
const isKind = (value: object, kind: string): boolean => Object.prototype.toString.call(value) === `[object ${kind}]`;

function mapValues(value: object, change: (item: unknown) => unknown): object {
  let changed = false;
  const next = (item: unknown): unknown => {
    const result = change(item);
    changed ||= result !== item;
    return result;
  };
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).map(next);
    return changed ? items : (value as object);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, next(item)] as const);
  // fromEntries defines properties, so that a key `__proto__` stays a key.
  return changed ? Object.fromEntries(entries) : value;
}
