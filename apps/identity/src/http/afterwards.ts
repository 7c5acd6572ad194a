import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER } from '@rollcall/service-kit';

/** Where faults are told; of the logger this is all that is used. */
type Reports = Readonly<{ error: (fields: object, message: string) => void }>;

/**
 * Work that an answer does not wait for: how long it takes would tell a stranger whether there is an account (ASVS 6.3.8).
 * What fails is logged; whoever is concerned tries again.
 */
@Injectable()
export class Afterwards implements OnModuleDestroy {
  private readonly running = new Set<Promise<void>>();

  constructor(@Inject(LOGGER) private readonly logger: Reports) {}

  /** Begins the work and returns at once; `what` names it in the log. */
  run(what: string, work: () => Promise<unknown>): void {
    const done = work().then(
      () => undefined,
      (error: unknown) => this.logger.error({ err: error }, `${what} was not done`),
    );
    this.running.add(done);
    void done.finally(() => this.running.delete(done));
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Called by Nest while the stores are still open. */
  onModuleDestroy(): Promise<void> {
    return this.idle();
  }
}
