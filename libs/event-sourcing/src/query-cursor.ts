import { InvalidQuery } from './read-model.js';

/** Where a document stands in a sort: its key, and its id where keys are equal. */
export type Place = Readonly<{ key: string | number; id: string }>;

/** A cursor that only the same question accepts. It carries no right: the query's scope is applied on every page. */
export function cursorOf(question: string, { key, id }: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify([fingerprint(question), key, id]));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws InvalidQuery when the cursor is damaged or belongs to another question. */
export function readCursor(question: string, cursor: string): Place {
  const parts = decode(cursor);
  if (Array.isArray(parts) && parts.length === 3 && parts[0] === fingerprint(question)) {
    const [, key, id] = parts as unknown[];
    if ((typeof key === 'string' || typeof key === 'number') && typeof id === 'string') return { key, id };
  }
  throw new InvalidQuery('after', 'This cursor does not belong to this query.');
}

function decode(cursor: string): unknown {
  try {
    const text = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

/** FNV-1a over two lanes: enough to notice a mix-up, and no more is at stake. */
function fingerprint(text: string): string {
  let [first, second] = [0x811c9dc5, 0x1000193];
  for (let index = 0; index < text.length; index += 1) {
    first = Math.imul(first ^ text.charCodeAt(index), 0x01000193);
    second = Math.imul(second ^ text.charCodeAt(index), 0x85ebca6b);
  }
  return (first >>> 0).toString(36) + (second >>> 0).toString(36);
}
