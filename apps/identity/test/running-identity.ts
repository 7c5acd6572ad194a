import {
  type Cryptography,
  emailIndexOf,
  type Envelope,
  type EventStore,
  type MessageBus,
} from '@rollcall/event-sourcing';
import {
  BUS,
  type CallOptions,
  CRYPTOGRAPHY,
  EVENT_STORE,
  type Mailbox,
  MAILBOX,
  readState,
  startTestService,
  type TestService,
  type TestServiceOptions,
} from '@rollcall/service-kit';
import { emailClaimDecider, emailClaimStream } from '../src/email-claim/email-claim.decider.js';
import { Afterwards } from '../src/http/afterwards.js';
import { IdentityModule } from '../src/index.js';
import { Directory, type ToldPerson } from './directory-tells.js';

/** A password every rule lets through. */
export const goodPassword = 'Mellow-Otter-91-Bridges';
/** What a started session answers. */
export type Started = Readonly<{ token: string; sessionId: string; accountId: string; mustChangePassword: boolean }>;
type Method = 'get' | 'post' | 'put' | 'delete';

/** Identity over HTTP on the embedded engines, beside a directory that says what a test makes it say. */
export class RunningIdentity {
  private constructor(private running: TestService) {}

  static async start(options: TestServiceOptions = {}): Promise<RunningIdentity> {
    return new RunningIdentity(await startTestService(IdentityModule, options));
  }
  async restart(): Promise<void> {
    this.running = await this.running.restart();
  }
  stop(): Promise<void> {
    return this.running.stop();
  }

  get<T>(token: symbol | (abstract new (...parts: never) => T)): T {
    return this.running.service.app.get<T>(token);
  }
  get dataDir(): string {
    return this.running.dataDir;
  }
  get url(): string {
    return this.running.service.url;
  }
  get directory(): Directory {
    return new Directory(this.get<Cryptography>(CRYPTOGRAPHY));
  }

  call<T = undefined>(method: Method, path: string, body?: unknown, options: CallOptions = {}) {
    const context = { correlationId: 'c', actor: { kind: 'user' as const, id: 'ada' }, ...options.context };
    // Passwords cost time on purpose, and the machine may be busy.
    const patience = { timeout: 30_000, ...options };
    return this.running.client[method]<T>('identity', `/internal/v1${path}`, { ...patience, body, context });
  }

  /** Directory says so, and identity has done everything about it, mails included. */
  async hear(...messages: readonly Envelope[]): Promise<void> {
    await this.get<MessageBus>(BUS).publish(messages);
    await this.quiet();
  }
  /** Everything is done that follows from what was asked, also what no answer waits for. */
  async quiet(): Promise<void> {
    await this.get(Afterwards).idle();
    await this.running.service.quiet();
  }

  /** Somebody activated, as directory and licensing would answer; their account's id. */
  async activate(person: ToldPerson, welcome: 'invite' | 'hold' = 'invite'): Promise<string> {
    await this.hear(this.directory.asks(person));
    const accountId = await this.accountOf(person.email);
    await this.hear(this.directory.activates(person, accountId, welcome));
    return accountId;
  }

  async accountOf(email: string): Promise<string> {
    const index = emailIndexOf(this.get<Cryptography>(CRYPTOGRAPHY), email) ?? '';
    const { state } = await readState(this.get<EventStore>(EVENT_STORE), emailClaimDecider, emailClaimStream(index));
    if (state.status !== 'held') throw new Error('nobody has this email');
    return state.owner;
  }

  operatorAccount(email: string, mustChange = false) {
    const who = { email, firstName: 'Ada', lastName: '', password: goodPassword, mustChange };
    return this.call<{ accountId: string }>('post', '/operator/accounts', who);
  }
  signIn(email: string, password = goodPassword, kind: 'browser' | 'token' = 'browser') {
    return this.call<Started>('post', '/sessions', { email, password, kind });
  }
  session(sessionId: string) {
    return this.call<{ open: boolean }>('get', `/sessions/${sessionId}`);
  }

  /** Mails to an address, newest first. */
  async mailsTo(address: string) {
    await this.quiet();
    const mailbox = this.get<Mailbox>(MAILBOX);
    const listed = (await mailbox.list()).filter(({ to }) => to === address);
    const mails = await Promise.all(listed.map(({ id }) => mailbox.read(id)));
    return mails.filter((mail) => mail !== undefined);
  }

  /** The link in the newest mail with this button to an address. */
  async linkTo(address: string, button: string): Promise<Readonly<{ id: string; token: string; url: string }>> {
    const mail = (await this.mailsTo(address)).find(({ html }) => html.includes(`>${button}</a>`));
    const url = /https?:\S+#\S+/.exec(mail?.text ?? '')?.[0];
    if (!url) throw new Error(`no mail with ${button}`);
    const { id = '', token = '' } = Object.fromEntries(new URLSearchParams(new URL(url).hash.slice(1)));
    return { id, token, url };
  }
}
