import type { Total } from '@rollcall/event-sourcing';
import type { ListPage } from '../http/page.js';
import type { ImportDto } from './import.dto.js';

/** An import as directory tells it. */
export type ReadImport = Omit<ImportDto, 'id'> & Readonly<{ importId: string }>;

/** An import as this API shows it. */
export const readImport = ({ importId: id, state, counts, rows, invitations, findings }: ReadImport): ImportDto => ({
  ...{ id, state, counts },
  ...(rows !== undefined && { rows }),
  ...(invitations !== undefined && { invitations }),
  ...(findings && { findings }),
});

/** A service's list, bare or with cursor and total, as this API's page. */
export function countsOf<Item, View>(body: unknown, view: (item: Item) => View): ListPage<View> {
  const { items, next, total } = (Array.isArray(body) ? { items: body } : body) as Readonly<{
    items: readonly Item[];
    next?: string;
    total?: Total;
  }>;
  return {
    items: items.map(view),
    ...(next !== undefined && { next }),
    total: total ?? { count: items.length, more: false },
  };
}
