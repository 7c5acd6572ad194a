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
  const kind = kindOf(value);
  if (kind === '[object Date]') return { $date: (value as Date).toISOString() };
  if (kind === '[object Map]' || kind === '[object Set]') throw new TypeError('A Map or a Set cannot be stored');
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
const kindOf = (value: object): string => Object.prototype.toString.call(value);

/** Copies only what has a value that changes: this runs for every event, message and document. */
function mapValues(value: object, change: (item: unknown) => unknown): object {
  const from = value as Readonly<Record<string, unknown>>;
  let copy: object | undefined;
  for (const key of Object.keys(from)) {
    const item = from[key];
    const changed = change(item);
    if (changed === item) continue;
    copy ??= Array.isArray(value) ? [...(value as readonly unknown[])] : { ...value };
    // Defined, not assigned: a key `__proto__` stays a key.
    Object.defineProperty(copy, key, { value: changed, enumerable: true, writable: true, configurable: true });
  }
  return copy ?? value;
}
