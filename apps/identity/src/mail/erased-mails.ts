import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@rollcall/event-sourcing';
import { type ErasedFiles, EVENT_STORE, type Mailbox, MAILBOX, readState } from '@rollcall/service-kit';
import { mailDecider } from './mail.decider.js';
import { mailStream } from './mail.events.js';

/** Removes what lies in the mailbox on disk for or about somebody erased; the outbox tells whose a mail is, key or not (KRN-17). */
@Injectable()
export class ErasedMails implements ErasedFiles {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(MAILBOX) private readonly mailbox: Mailbox | undefined,
  ) {}

  async removeOf(subject: string): Promise<void> {
    for (const { id } of (await this.mailbox?.list()) ?? []) {
      const { state: mail } = await readState(this.store, mailDecider, mailStream(id));
      if (mail.status === 'none') continue;
      const tellsOf = [mail.personal.subject, `account:${mail.lockedAccountId}`];
      if (tellsOf.includes(subject)) await this.mailbox?.erase(id);
    }
  }
}
