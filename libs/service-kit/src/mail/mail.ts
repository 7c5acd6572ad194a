/**
 * One mail, composed. `id` names it: sending the same id again replaces or repeats the same mail, never another one.
 * `template` and `reference` (the id of what it is about, such as an invitation) stand in its head as `X-Rollcall-…`, for
 * whoever sorts, counts or compares mails.
 */
export type Mail = Readonly<{
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  template: string;
  reference?: string;
}>;

/** Where mails go out. Resolves when the mail is handed over for good. */
export interface MailTransport {
  /** @throws DependencyAway when the mail server does not answer; Error when it refuses this mail. */
  send(mail: Mail): Promise<void>;
}

/** A mail as it lies in the mailbox on disk; `mime` is what a mail server would have got. */
export type StoredMail = Mail & Readonly<{ sentAt: Date; mime: string }>;

/** The mailbox on disk, shown instead of sending. */
export interface Mailbox extends MailTransport {
  /** Newest first. */
  list(): Promise<readonly Pick<StoredMail, 'id' | 'to' | 'subject' | 'sentAt'>[]>;
  read(id: string): Promise<StoredMail | undefined>;
  /** Removes a mail without a trace, also one that is half-written; nothing happens when it is gone already. */
  erase(id: string): Promise<void>;
}
