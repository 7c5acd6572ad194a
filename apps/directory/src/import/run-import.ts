import { type CommandContext, type EventStore, type Recorded, reject } from '@rollcall/event-sourcing';
import { readState } from '@rollcall/service-kit';
import type { WaitingRow } from './check-upload.js';
import { importDecider } from './import.decider.js';
import { changeImport } from './import.decisions.js';
import { type ImportEvent, importStream, type RowResult, rowsPerRecord } from './import.events.js';
import { applyRow, ImportInterrupted, type RowPorts, type RunningImport } from './import-rows.js';

/** What an import runs on. */
export type ImportPorts = RowPorts &
  Readonly<{
    store: Pick<EventStore, 'readStream'>;
    rows: (importId: string) => AsyncIterable<WaitingRow>;
  }>;

/** So many rows are on their way at once; the store commits what waits together. */
export const rowsUnderWay = 64;

/**
 * Applies the rows of a started import from where it stands to its end; results are recorded in the order of the file, so
 * that one number says how far it is. Ends early, to go on after the next start, when the signal aborts; and when
 * somebody cancels, after the rows that were under way.
 */
export async function runImport(ports: ImportPorts, importId: string, signal: AbortSignal): Promise<void> {
  const { state } = await readState(ports.store, importDecider, importStream(importId));
  if (state.status !== 'running') return;
  const context = await startedBy(ports.store, importId);
  const run: RunningImport = { upload: state.upload, context, signal };
  const recorder = new Recorder(ports, run);
  const underWay: Promise<RowResult>[] = [];
  try {
    for await (const row of ports.rows(importId)) {
      if (row.row <= state.reached) continue;
      if (signal.aborted || !recorder.running) break;
      underWay.push(settled(applyRow(ports, run, row)));
      if (underWay.length >= rowsUnderWay) await recorder.take(await underWay.shift()!);
    }
    for (const result of underWay) await recorder.take(await result);
    await recorder.flush();
  } catch (error) {
    if (error instanceof ImportInterrupted) return;
    throw error;
  }
  if (!signal.aborted && recorder.running) await recorder.finish();
}

/** Those behind the one that is awaited may be interrupted first; whoever awaits them learns of it. */
function settled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** Actor and conversation of whoever started the import: its rows are theirs. */
async function startedBy(store: ImportPorts['store'], importId: string): Promise<RunningImport['context']> {
  let started: Recorded<ImportEvent> | undefined;
  for await (const event of store.readStream<ImportEvent>(importStream(importId))) {
    if (event.type === 'ImportStarted') started = event;
  }
  if (!started) throw new Error('An import runs that nobody started');
  const { commandId: _command, occurredAt: _at, schema: _schema, hash: _hash, ...metadata } = started.metadata;
  return { ...metadata, causationId: started.id };
}

/** Collects results in the order of the file and records them, so many at a time. */
class Recorder {
  /** Whether the import goes on: not after somebody has cancelled it. */
  running = true;
  private waiting: RowResult[] = [];
  private recording: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: ImportPorts,
    private readonly run: RunningImport,
  ) {}

  /** Notes a result; waits only while an earlier record is still being written. */
  async take(result: RowResult): Promise<void> {
    this.waiting.push(result);
    if (this.waiting.length < rowsPerRecord) return;
    await this.recording;
    const results = this.waiting.splice(0);
    this.recording = settled(this.record(results));
  }

  /** Everything noted so far is recorded. */
  async flush(): Promise<void> {
    await this.recording;
    const results = this.waiting.splice(0);
    if (results.length > 0) await this.record(results);
  }

  /** The last row has its result. */
  async finish(): Promise<void> {
    await this.ask('finish', { type: 'FinishImport', data: {} });
  }

  private async record(results: readonly RowResult[]): Promise<void> {
    await this.ask(`rows/${results[0]?.row}-${results.at(-1)?.row}`, { type: 'RecordRows', data: { results } });
    const { siteId, importId } = this.run.upload;
    const still: Parameters<ImportPorts['handle']>[0] = {
      addressed: importStream(importId),
      decide: (get) => {
        const { status } = get(importDecider, importStream(importId));
        return status === 'running' ? new Map() : reject('import-ended', `The import of ${siteId} has ended.`);
      },
    };
    const going = await this.ports.handle(still, this.contextOf('still-running'));
    this.running = going.ok;
  }

  private async ask(name: string, asked: Parameters<typeof changeImport>[2]): Promise<void> {
    const { siteId, importId } = this.run.upload;
    const outcome = await this.ports.handle(changeImport(siteId, importId, asked), this.contextOf(name));
    if (!outcome.ok) throw new Error(`${asked.type}: ${outcome.rejection.rejected}`);
  }

  private contextOf(name: string): CommandContext {
    const commandId = this.ports.cryptography.uuid5(this.run.upload.importId, name);
    return { ...this.run.context, commandId, occurredAt: this.ports.clock.now() };
  }
}
