import { setTimeout as pause } from 'node:timers/promises';
import { linkIn, mailsTo } from '../harness/mailbox-of.js';
import type { Json, Answered, PublicDoor } from '../harness/public-door.js';

/** Answers that say "not now": the process was just killed, is starting, or waits for something. */
const later: ReadonlySet<number> = new Set([409, 425, 429, 502, 503]);

/** One step of a story comes true within this time, ms, kills included. */
const patience = 90_000;

/** Whoever plays the stories: every request is repeated, with its key, until it is answered. */
export class StoryTeller {
  private stopped = false;

  constructor(
    private readonly asAdmin: PublicDoor,
    private readonly siteId: string,
  ) {}

  /** Ends all stories where they are; their promises reject. */
  stop(): void {
    this.stopped = true;
  }

  /** One person from `POST …/people` on: half of them also accept; by their number some are disabled, renamed, come back. */
  async play(number: number): Promise<void> {
    const login = `person${String(number).padStart(3, '0')}`;
    const email = `${login}@studio.example`;
    const people = `/sites/${this.siteId}/people`;
    const body = { firstName: 'Person', lastName: `Number ${number}`, login, email, projectIds: [] };
    const { id } = await this.send('POST', people, `${login}.create`, body);
    const person = `${people}/${id}`;
    await this.until(person, (row) => row.status === 'active' && row.invitation?.state === 'sent');
    if (number % 2 === 0) await this.accept(email, person);
    if (number % 4 === 1 || number % 4 === 2) {
      await this.send('POST', `${person}/disable`, `${login}.disable`);
      await this.until(person, (row) => row.status === 'disabled' && row.seat.held === false);
    }
    if (number % 4 === 2) {
      await this.send('POST', `${person}/activate`, `${login}.activate`, {});
      await this.until(person, (row) => row.status === 'active' && row.seat.held === true);
    }
  }

  private async accept(email: string, person: string): Promise<void> {
    const [mail] = await this.again(
      `a mail to ${email}`,
      async () => mailsTo(this.asAdmin, email),
      (mails) => mails.length > 0,
    );
    const link = linkIn(mail!);
    const password = 'quiet rivers carry nine paper boats';
    const body = { ...link, password };
    const { status, body: answer } = await this.answered(() => this.asAdmin.post('/invitations/accept', { body }));
    // A repeat after a crash that hit between effect and answer.
    if (status >= 300 && answer.code !== 'link-used') throw new Error(`accept: ${JSON.stringify(answer)}`);
    await this.until(person, (row) => row.invitation?.state === 'accepted');
  }

  private async send(method: 'POST', path: string, key: string, body?: object): Promise<Json> {
    const { status, body: answer } = await this.answered(() =>
      this.asAdmin.post(path, body === undefined ? { key } : { key, body }),
    );
    if (status >= 300) throw new Error(`${method} ${path} (${key}): ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  private async until(person: string, isSo: (row: Json) => boolean): Promise<void> {
    await this.again(
      person,
      async () => this.asAdmin.must('GET', person),
      (row) => isSo(row),
    );
  }

  private answered(ask: () => Promise<Answered>): Promise<Answered> {
    return this.again('a final answer', ask, ({ status }) => !later.has(status));
  }

  /** Asks until the answer fits; a connection that is refused or breaks is asked again too. */
  private async again<T>(what: string, ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
    const limit = Date.now() + patience;
    for (;;) {
      const answer = await ask().catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && fits(answer)) return answer;
      if (this.stopped) throw new Error('The stories were ended.');
      if (Date.now() > limit) throw new Error(`${what}: never as expected, last ${JSON.stringify(answer)}`);
      await pause(20);
    }
  }
}
