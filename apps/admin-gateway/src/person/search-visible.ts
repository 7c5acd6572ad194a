import {
  countLimit,
  type Query,
  type ReadModel,
  searchTokens,
  searchWords,
  type Total,
} from '@rollcall/event-sourcing';
import type { PersonRow } from '../read-models/person-row.js';

/** Rows looked at together. */
const atOnce = 500;

/** A page of people whose words were found in what the asker may see. */
export type VisiblePage = Readonly<{ rows: readonly PersonRow[]; next?: string; total: Total }>;

/**
 * Searches only the texts that `visible` gives of a row. The read model also finds by the others, so what it finds is
 * looked through again; not even a count or a cursor tells of a match in what is hidden.
 */
export async function searchVisible(
  people: ReadModel<PersonRow>,
  { search, limit, after, ...asked }: Query & Readonly<{ search: string }>,
  visible: (row: PersonRow) => readonly string[],
): Promise<VisiblePage> {
  const words = searchWords(search);
  const shows = (row: PersonRow): boolean => {
    const tokens = searchTokens(...visible(row));
    return words.every((word) => tokens.some((token) => token.startsWith(word)));
  };
  const found: PersonRow[] = [];
  let looked = 0;
  let next: string | undefined;
  do {
    const page = await people.find({ ...asked, search, limit: atOnce, ...(next !== undefined && { after: next }) });
    found.push(...page.rows.filter(shows));
    looked += page.rows.length;
    next = page.next;
  } while (next !== undefined && looked < countLimit);
  const rest = after === undefined ? found : laterThan(found, after);
  const rows = rest.slice(0, limit);
  const last = rest.length > limit && rows.at(-1);
  return { rows, ...(last && { next: last.id }), total: { count: found.length, more: next !== undefined } };
}

/** Whoever is gone since ends the list. */
function laterThan(rows: readonly PersonRow[], after: string): readonly PersonRow[] {
  const place = rows.findIndex(({ id }) => id === after);
  return place < 0 ? [] : rows.slice(place + 1);
}
