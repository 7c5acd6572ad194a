import { linkIn } from '../harness/mailbox-of.js';
import type { Asking, Json } from '../harness/public-door.js';
import type { Stage } from './play-disturbed.js';

/** What happens to somebody after they were created and invited. */
type Chapter = 'accept' | 'disable' | 'enable' | 'edit';
/** Every story has one of these courses, by its number. */
const courses: readonly (readonly Chapter[])[] = [
  ['accept'],
  ['disable'],
  ['accept', 'disable', 'enable'],
  ['edit'],
  ['accept', 'edit', 'accept'],
  ['disable', 'edit', 'enable', 'accept'],
  ['disable', 'enable'],
  ['edit', 'disable', 'edit', 'enable'],
];

const loginOf = (number: number): string => `person${String(number).padStart(3, '0')}`;
const emailOf = (number: number): string => `${loginOf(number)}@studio.example`;

/** The `POST …/people` that a story begins with; sent before, under its key, the story finds it answered. */
export function beginningOf(number: number): Asking {
  const name = { firstName: 'Person', lastName: `Number ${number}`, login: loginOf(number) };
  return { body: { ...name, email: emailOf(number), projectIds: [] }, key: `${loginOf(number)}.1` };
}

/** One person's story from `POST …/people` on; each chapter begins when the row shows the end of the one before. */
export class PersonStory {
  private readonly login: string;
  private person = '';
  private email: string;
  private edits = 0;
  private step = 1;

  constructor(
    private readonly stage: Stage,
    private readonly number: number,
  ) {
    this.login = loginOf(number);
    this.email = emailOf(number);
  }

  /** Plays it to its end. */
  async play(): Promise<void> {
    const people = `/sites/${this.stage.siteId}/people`;
    const created = await this.stage.door.must('POST', people, beginningOf(this.number));
    this.person = `${people}/${created.id}`;
    await this.until((row) => row.status === 'active' && row.invitation?.state === 'sent');
    for (const chapter of courses[this.number % courses.length]!) await this[chapter]();
  }

  private async accept(): Promise<void> {
    const { door } = this.stage.door;
    const [mail] = await this.stage.door.again(
      `a mail to ${this.email}`,
      () => this.stage.mailsTo(this.email),
      (mails) => mails.length > 0,
    );
    const body = { ...linkIn(mail!), password: 'quiet rivers carry nine paper boats' };
    const accepted = await this.stage.door.answered(() => door.post('/invitations/accept', { body }));
    // `link-used`: a repeat after a crash that hit between effect and answer.
    if (accepted.status >= 300 && accepted.body.code !== 'link-used') {
      throw new Error(`${this.login} accepts: ${JSON.stringify(accepted.body)}`);
    }
    await this.until((row) => row.invitation?.state === 'accepted');
  }

  private async disable(): Promise<void> {
    await this.send('POST', `${this.person}/disable`);
    await this.until((row) => row.status === 'disabled' && !row.seat.held);
  }

  private async enable(): Promise<void> {
    const before = await this.until(() => true);
    await this.send('POST', `${this.person}/activate`, { body: {} });
    await this.until((row) => isActive(row) && isInvitedAfter(before, row));
  }

  /** Another address: who is active moves to another account, who is disabled is unlinked. */
  private async edit(): Promise<void> {
    const before = await this.until(() => true);
    this.edits += 1;
    this.email = `${this.login}.moved${this.edits}@studio.example`;
    const headers = { 'if-match': before.etag };
    await this.send('PATCH', this.person, { body: { email: this.email, confirmTwin: true }, headers });
    await this.until((row) => {
      if (row.email !== this.email) return false;
      return before.status === 'disabled'
        ? row.accountStatus === undefined
        : isActive(row) && isInvitedAfter(before, row);
    });
  }

  /** Each request has a key of its own, so that it can be sent again. */
  private send(
    method: string,
    path: string,
    asking: { body?: object; headers?: Readonly<Record<string, string>> } = {},
  ) {
    this.step += 1;
    return this.stage.door.must(method, path, { ...asking, key: `${this.login}.${this.step}` });
  }

  private until(isSo: (row: Json) => boolean): Promise<Json> {
    return this.stage.door.until(this.person, isSo);
  }
}

const isActive = (row: Json): boolean => row.status === 'active' && row.activation.state === 'active' && row.seat.held;

/** Whoever entered by this account before is not invited again; anybody else is, anew. */
const isInvitedAfter = (before: Json, row: Json): boolean =>
  row.accountStatus === 'Created' ||
  (row.invitation?.state === 'sent' && row.invitation.issuedAt !== before.invitation.issuedAt);
