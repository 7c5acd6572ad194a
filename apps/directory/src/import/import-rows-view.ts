import { type ReadModel, reject, type SiteId } from '@rollcall/event-sourcing';
import { Refused } from '@rollcall/service-kit';
import type { ImportRow } from '../read-models/import-rows.projection.js';
import type { WaitingRow } from './check-upload.js';
import type { RowQueryDto, RowState, RowView } from './import.dto.js';

/** One page of rows; `next` is the `after` of the following one. */
export type RowPage = Readonly<{ items: readonly RowView[]; next?: string }>;
type RowQuery = Pick<RowQueryDto, 'state' | 'limit' | 'after'>;

const usualLimit = 100;

/** The rows of a checked file, from where the last page ended. */
export async function waitingRows(rows: AsyncIterable<WaitingRow>, query: RowQuery): Promise<RowPage> {
  const { state: wanted, limit = usualLimit, after = '0' } = query;
  if (!/^\d{1,9}$/.test(after)) throw new Refused(reject('validation-failed', '`after` is not one of these pages.'));
  const items: RowView[] = [];
  for await (const waiting of rows) {
    const state: RowState = waiting.draft ? 'good' : 'bad';
    if (waiting.row <= Number(after) || (wanted !== undefined && wanted !== state)) continue;
    const last = items.at(-1);
    if (last && items.length === limit) return { items, next: String(last.row) };
    items.push(waitingView(waiting, state));
  }
  return { items };
}

function waitingView({ row, draft, findings }: WaitingRow, state: RowState): RowView {
  const name = draft && `${draft.firstName} ${draft.lastName}`.trim();
  return { row, state, findings, ...(draft && { name, login: draft.login }) };
}

/** The rows of a started import that are done, in the order of the file. */
export async function doneRows(
  rows: ReadModel<ImportRow>,
  { siteId, importId }: Readonly<{ siteId: string; importId: string }>,
  { state, limit = usualLimit, after }: RowQuery,
): Promise<RowPage> {
  const where = state === undefined ? { importId } : { state: `${importId}:${state}` };
  const scope = { site: siteId as SiteId };
  const page = await rows.find({ scope, where, sort: 'row', limit, ...(after !== undefined && { after }) });
  return { items: page.rows.map(doneView), ...(page.next !== undefined && { next: page.next }) };
}

const doneView = ({ importId: _import, siteId: _site, ...row }: ImportRow): RowView => ({ findings: [], ...row });
