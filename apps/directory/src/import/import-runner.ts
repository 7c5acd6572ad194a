import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  backoff,
  type Clock,
  type CommandHandler,
  createLease,
  type Cryptography,
  type EphemeralStore,
  type EventStore,
  whileHeld,
} from '@rollcall/event-sourcing';
import {
  CLOCK,
  COMMAND_HANDLER,
  CRYPTOGRAPHY,
  EPHEMERAL,
  EVENT_STORE,
  INSTANCE,
  LOGGER,
  pause,
  readState,
  STOPPING,
} from '@rollcall/service-kit';
import { importDecider } from './import.decider.js';
import { importStream } from './import.events.js';
import { type ImportPorts, runImport } from './run-import.js';
import { WaitingFiles } from './waiting-files.js';

/** An interrupted import goes on after 100 ms, after twice as long the next time, and so on up to this, ms. */
const longestPause = 60_000;
/** How often an instance looks for imports that another one has left, ms: about as long as a lease outlives its holder. */
const lookAgain = 15_000;
/** A file that belongs to no import after so long was kept by a request that died in between, ms. */
const abandonedAfter = 60 * 60_000;

/** Where faults are told; of the logger this is all that is used. */
type Reports = Readonly<{ error: (fields: object, message: string) => void }>;

/**
 * Runs imports beside requests; of several instances one at a time works on an import. Those that a stop or a kill
 * interrupted go on with the next start, or in another instance.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly runs = new Map<string, Promise<void>>();
  private readonly ports: ImportPorts;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(COMMAND_HANDLER) handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) cryptography: Cryptography,
    @Inject(CLOCK) clock: Clock,
    @Inject(WaitingFiles) private readonly files: WaitingFiles,
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(INSTANCE) private readonly instance: string,
    @Inject(STOPPING) private readonly stopping: AbortSignal,
    @Inject(LOGGER) private readonly logger: Reports,
  ) {
    this.ports = {
      handle,
      store,
      cryptography,
      clock,
      delay: pause,
      rows: (importId) => files.rows(importId),
      failed: (row, error) => logger.error({ err: error, row }, 'a row could not be imported'),
    };
  }

  /** Goes on with what was running, and keeps looking for what others leave. */
  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.looking = this.keepLooking();
  }

  /** Works on what is running and nobody works on, and forgets files whose import has ended or never began. */
  async look(): Promise<void> {
    for (const { id: importId, since } of await this.files.all()) {
      const { state } = await readState(this.store, importDecider, importStream(importId));
      if (state.status === 'running') this.start(importId);
      else if (state.status === 'none' ? Date.now() - since.getTime() > abandonedAfter : state.status !== 'checked') {
        await this.files.remove(importId);
      }
    }
  }

  /** Works on a started import; one that is being worked on already, here or elsewhere, is left alone. */
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
  async onModuleDestroy(): Promise<void> {
    await this.looking;
    await this.quiet();
  }

  private async keepLooking(): Promise<void> {
    for (;;) {
      await pause(lookAgain, this.stopping);
      if (this.stopping.aborted) return;
      await this.look().catch((error: unknown) => this.logger.error({ err: error }, 'imports could not be looked for'));
    }
  }

  /** Tries until the import has ended or was cancelled, whatever stands in the way, unless another instance is at it. */
  private async run(importId: string): Promise<void> {
    const lease = createLease(this.ephemeral, { name: `import-${importId}`, holder: this.instance });
    const ports = { delay: pause, signal: this.stopping };
    for (let attempt = 1; !this.stopping.aborted; attempt += 1) {
      try {
        await whileHeld(lease, (signal) => runImport(this.ports, importId, signal), ports);
        return;
      } catch (error) {
        this.logger.error({ err: error, importId, attempt }, 'an import was interrupted');
        await pause(backoff(attempt, longestPause), this.stopping);
      }
    }
  }
}
