import { applyDecorators, Get, Header } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { type ReadModel, reject, type Scope } from '@rollcall/event-sourcing';
import { Refused } from '../http/refused.js';

/** Lines a page. */
const pageSize = 500;

/** Whose rows are exported, as the query named it; empty where it did not. */
export type ExportScope = Readonly<{ site: string } | { team: string }>;

/**
 * The last line of every page of an export: `next` is the `after` of the page that follows, `null` when there is none. A
 * page that does not end with it was cut off.
 */
export type ExportEnd = Readonly<{ next: string | null }>;

/** A GET that answers a page of an export: NDJSON, after the `after` of the query. */
export const GetExport = (path = '', scope: 'site' | 'team' = 'site'): MethodDecorator =>
  applyDecorators(
    Get(path),
    Header('content-type', 'application/x-ndjson; charset=utf-8'),
    ApiQuery({ name: scope, required: true }),
    ApiQuery({ name: 'after', required: false }),
  );

/**
 * One page of a read model as lines, by id, with its {@link ExportEnd}; `linesOf` says what stands for its rows.
 * @throws Refused `validation-failed` when the scope is not named.
 */
export async function exportPage<Doc extends object>(
  model: ReadModel<Doc>,
  scope: ExportScope,
  after: string | undefined,
  linesOf: (rows: readonly Doc[]) => Promise<readonly object[]> = (rows) => Promise.resolve(rows),
): Promise<string> {
  const [kind, id] = Object.entries(scope)[0]!;
  if (!id) throw new Refused(reject('validation-failed', `Name the ${kind}.`));
  const { rows, next } = await model.find({ scope: scope as Scope, limit: pageSize, ...(after && { after }) });
  const end: ExportEnd = { next: next ?? null };
  return [...(await linesOf(rows)), end].map((line) => `${JSON.stringify(line)}\n`).join('');
}
