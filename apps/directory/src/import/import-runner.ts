import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { backoff, type CommandHandler, type Cryptography, type EventStore } from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY, EVENT_STORE, LOGGER, pause, readState, STOPPING } from '@rollcall/service-kit';
import { importDecider } from './import.decider.js';
import { importStream } from './import.events.js';
import { type ImportPorts, runImport } from './run-import.js';
import { WaitingFiles } from './waiting-files.js';

/** An interrupted import goes on after 100 ms, after twice as long the next time, and so on up to this, ms. */
const longestPause = 60_000;

/** Where faults are told; of the logger this is all that is used. */
type Reports = Readonly<{ error: (fields: object, message: string) => void }>;

/** Runs imports beside requests; those that a stop or a kill interrupted go on with the next start. */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly runs = new Map<string, Promise<void>>();
  private readonly ports: ImportPorts;

  constructor(
    @Inject(COMMAND_HANDLER) handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) cryptography: Cryptography,
    @Inject(WaitingFiles) private readonly files: WaitingFiles,
    @Inject(STOPPING) private readonly stopping: AbortSignal,
    @Inject(LOGGER) private readonly logger: Reports,
  ) {
    this.ports = {
      handle,
      store,
      cryptography,
      delay: pause,
      rows: (importId) => files.rows(importId),
      failed: (row, error) => logger.error({ err: error, row }, 'a row could not be imported'),
    };
  }

  /** Goes on with what was running, and forgets files whose import has ended. */
  async onApplicationBootstrap(): Promise<void> {
    await this.files.removeParts();
    for (const importId of await this.files.importIds()) {
      const { state } = await readState(this.store, importDecider, importStream(importId));
      if (state.status === 'running') this.start(importId);
      else if (state.status !== 'checked') await this.files.remove(importId);
    }
  }

  /** Works on a started import; one that is being worked on already is left alone. */
  start(importId: string): void {
    if (this.runs.has(importId)) return;
    const run = this.run(importId).finally(() => this.runs.delete(importId));
    this.runs.set(importId, run);
  }

  /** Resolves when nothing is being imported (KRN-16). */
  async quiet(): Promise<void> {
    while (this.runs.size > 0) await Promise.all(this.runs.values());
  }

  /** The stop has aborted the runs; what is under way ends before the stores close. */
  onModuleDestroy(): Promise<void> {
    return this.quiet();
  }

  /** Tries until the import has ended or was cancelled, whatever stands in the way: nobody else would take it up again. */
  private async run(importId: string): Promise<void> {
    for (let attempt = 1; !this.stopping.aborted; attempt += 1) {
      try {
        return await runImport(this.ports, importId, this.stopping);
      } catch (error) {
        this.logger.error({ err: error, importId, attempt }, 'an import was interrupted');
        await pause(backoff(attempt, longestPause), this.stopping);
      }
    }
  }
}
