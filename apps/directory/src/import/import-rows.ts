import {
  type Clock,
  CommandTimedOut,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  DependencyAway,
  emailIndexOf,
  type Outcome,
} from '@rollcall/event-sourcing';
import { createPerson } from '../person/person.decisions.js';
import { loginIndexOf } from '../person/person-indexes.js';
import type { WaitingRow } from './check-upload.js';
import type { ImportUploaded, RowFinding, RowResult } from './import.events.js';
import type { ResolvedDraft } from './known-names.js';

/** What rows are applied with. */
export type RowPorts = Readonly<{
  handle: CommandHandler;
  cryptography: Cryptography;
  /** A row happens when it is applied, which may be a day after the import was started. */
  clock: Pick<Clock, 'now'>;
  /** Waits between two tries, ms; ends early when the service stops. */
  delay: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Told of a row that failed for a reason nobody foresaw. */
  failed: (row: number, error: unknown) => void;
}>;
/** The import a row belongs to, and in whose name. */
export type RunningImport = Readonly<{
  upload: ImportUploaded['data'];
  context: Omit<CommandContext, 'commandId' | 'occurredAt'>;
  signal: AbortSignal;
}>;

/** The service stops: the row is applied after the next start. */
export class ImportInterrupted extends Error {
  override readonly name = 'ImportInterrupted';
}

/**
 * One row by the ordinary command. Its command id follows from import and row, so a row applied again after a kill
 * finds the same person (KRN-04).
 */
export async function applyRow(
  ports: RowPorts,
  run: RunningImport,
  { row, draft, findings }: WaitingRow,
): Promise<RowResult> {
  if (!draft) return { row, state: 'bad', findings: findings.map(withoutCells) };
  const { importId } = run.upload;
  const commandId = ports.cryptography.uuid5(importId, `row/${row}`);
  const personId = ports.cryptography.uuid5('person', commandId);
  const command = personOf(ports, run, personId, draft);
  try {
    const context = { ...run.context, commandId, occurredAt: ports.clock.now() };
    const outcome = await untilAnswered(ports, run.signal, () => ports.handle(command, context));
    if (outcome.ok) return { row, state: 'applied', personId };
    const { rejected, reason } = outcome.rejection;
    return { row, state: 'refused', code: rejected, reason };
  } catch (error) {
    if (error instanceof ImportInterrupted) throw error;
    ports.failed(row, error);
    return { row, state: 'refused', code: 'not-imported', reason: 'Something went wrong with this row.' };
  }
}

function personOf({ cryptography }: RowPorts, { upload }: RunningImport, personId: string, draft: ResolvedDraft) {
  const { siteId, importId, invitations } = upload;
  const { status, login, email, ...rest } = draft;
  const emailIndex = emailIndexOf(cryptography, email);
  if (emailIndex === undefined) throw new Error('A checked email has no index');
  const loginIndex = loginIndexOf(cryptography, siteId, login);
  const welcome = invitations === 'hold' ? 'hold' : 'invite';
  return createPerson(
    { ...rest, personId, siteId, importId, login, loginIndex, email, emailIndex },
    { disabled: status === 'disabled', welcome },
  );
}

const longestPause = 5_000;

/** A dependency that is away is asked again as long as it takes (KRN-10). */
async function untilAnswered({ delay }: RowPorts, signal: AbortSignal, ask: () => Promise<Outcome>): Promise<Outcome> {
  for (let wait = 100; ; wait = Math.min(2 * wait, longestPause)) {
    if (signal.aborted) throw new ImportInterrupted();
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted) throw new ImportInterrupted('The service stops', { cause: error });
      if (!(error instanceof DependencyAway) && !(error instanceof CommandTimedOut)) throw error;
    }
    await delay(wait, signal);
  }
}

/** Findings quote what stands in a cell; events keep none of it. */
const withoutCells = ({ code, severity, column, message }: WaitingRow['findings'][number]): RowFinding => ({
  code,
  severity,
  ...(column !== undefined && { column: column.slice(0, 100) }),
  message: message.replace(/“[^”]*”/gu, '“…”').slice(0, 300),
});
