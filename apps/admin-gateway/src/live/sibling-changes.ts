import { Inject, Injectable } from '@nestjs/common';
import type { Envelope } from '@rollcall/event-sourcing';
import { type MessageObserver, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import { compositions } from '../read-models/compositions.js';
import { ChangeLog } from './change-log.js';

/**
 * Wakes this gateway's readers when another gateway has noted what changed: each message is worked off by one of them only,
 * and the group tells when it is (DESIGN section 6).
 */
@Injectable()
export class SiblingChanges implements MessageObserver {
  /** Read models that are waited for; `again`: since the wait began another message came. */
  private readonly waited = new Map<string, { again: boolean }>();

  constructor(
    @Inject(ChangeLog) private readonly log: ChangeLog,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  /** One wait a read model serves all messages that came before it began. */
  observed({ facet }: Envelope): void {
    if (!facet) return;
    for (const { name, rowOf, joins } of compositions) {
      if (rowOf !== facet.kind && !(facet.kind in joins)) continue;
      const wait = this.waited.get(name);
      if (wait) wait.again = true;
      else void this.waitFor(name);
    }
  }

  /** What was noted is in the log before the group counts a message as handled. */
  private async waitFor(name: string): Promise<void> {
    const wait = { again: true };
    this.waited.set(name, wait);
    try {
      while (wait.again) {
        wait.again = false;
        await this.readYourWrites.quiet({ name });
        await this.log.look();
      }
    } catch {
      // Something is away, or this gateway stops: readers look by themselves with their next beat.
    } finally {
      this.waited.delete(name);
    }
  }
}
