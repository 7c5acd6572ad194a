import { isRejection, reject, type Rejection } from '@rollcall/event-sourcing';
import { setImmediate } from 'node:timers/promises';
import { type CheckedRow, checkRows } from './check-rows.js';
import { checkTaken, type TakenPorts } from './check-taken.js';
import { type Finding, finding } from './finding.js';
import { proposeMapping } from './header-mapping.js';
import { type ResolvedDraft, resolveDraft, type SiteNames } from './known-names.js';
import { readTable } from './read-table.js';

/** A row as it waits for its import: with a draft it can be imported, without one its findings say why not. */
export type WaitingRow = Readonly<{ row: number; draft?: ResolvedDraft; findings: readonly Finding[] }>;
/** A file that could be read: what concerns all of it, and its rows. */
export type CheckedUpload = Readonly<{ findings: readonly Finding[]; rows: readonly WaitingRow[] }>;

/** What a file is checked against; without `roles` its rows may ask for any. */
export type UploadChecks = Readonly<{
  siteId: string;
  names: SiteNames;
  ports: TakenPorts;
  roles?: ReadonlySet<string>;
}>;

/** Rows worked on between two rests, so that others get their turn. */
const rowsAtOnce = 50;

/**
 * Checks an uploaded file against what the site has (DIR-10).
 * Rejections: those of {@link readTable} and {@link proposeMapping}, `too-many-rows`.
 */
export async function checkUpload(
  bytes: Uint8Array,
  { siteId, names, ports, roles }: UploadChecks,
): Promise<CheckedUpload | Rejection> {
  const table = readTable(bytes);
  if (isRejection(table)) return table;
  const proposed = proposeMapping(table.header);
  if (isRejection(proposed)) return proposed;
  const rows: WaitingRow[] = [];
  const wait = async ({ row, draft, findings }: CheckedRow): Promise<WaitingRow> => {
    if (!draft) return { row, findings };
    const resolved = resolveDraft(draft, names);
    const errors = [...(await checkTaken(ports, siteId, row, draft)), ...checkRole(row, resolved, roles)];
    return errors.length > 0 ? { row, findings: [...findings, ...errors] } : { row, findings, draft: resolved };
  };
  const checked = checkRows(table, proposed.mapping, names.known);
  for (let some = take(checked); some.length > 0; some = take(checked)) {
    const whole = some.flatMap(({ findings }) => findings).find(({ row, severity }) => !row && severity === 'error');
    if (whole) return reject(whole.code, whole.message);
    rows.push(...(await Promise.all(some.map(wait))));
    await setImmediate();
  }
  return { findings: [...table.findings, ...proposed.findings], rows };
}

/** Nobody grants a right they lack (SCOPE-3). */
const checkRole = (row: number, { roleId }: ResolvedDraft, roles?: ReadonlySet<string>): readonly Finding[] =>
  roles === undefined || roleId === undefined || roles.has(roleId)
    ? []
    : [finding('role-exceeds-own', 'You may not give this role: it allows more than your own.', { row })];

function take(rows: Iterator<CheckedRow>): readonly CheckedRow[] {
  const some: CheckedRow[] = [];
  for (let next = rows.next(); !next.done; next = rows.next()) {
    some.push(next.value);
    if (some.length === rowsAtOnce) break;
  }
  return some;
}
