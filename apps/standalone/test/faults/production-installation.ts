import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../harness/free-port.js';
import { type MailServer, startMailServer } from '../harness/mail-server.js';
import { PublicDoor } from '../harness/public-door.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';
import { nameOf, sendingsIn } from './end-state.js';
import { dumpOf } from '../harness/rollcall-process.js';
import { KillableStandalone, secretSettings } from './killable-standalone.js';
import { PatientDoor } from './patient-door.js';
import type { Play, Stage } from './play-disturbed.js';

/** What `/metrics` tells of followers and groups. */
type Figure = 'rollcall_follower_paused' | 'rollcall_follower_failed' | 'rollcall_parked';

/** One more instance of every service, in a process of its own. */
export type Instance = Readonly<{ stop(): Promise<void> }>;

/** An installation on the servers that some settings name. */
export class ProductionInstallation {
  private readonly cleanUp = new AsyncDisposableStack();
  private readonly folders: string[] = [];
  private readonly environment: Readonly<Record<string, string>>;
  private readonly mails: MailServer;
  private door!: PatientDoor;
  private site!: Pick<Stage, 'siteId' | 'teamId'>;
  private first!: KillableStandalone;
  private readonly over = new AbortController();
  private keeping: Promise<void> = Promise.resolve();

  private constructor(settings: Readonly<Record<string, string>>, mails: MailServer) {
    this.mails = this.cleanUp.use(mails);
    this.environment = {
      ...{ ...settings, ...secretSettings },
      ...{ ROLLCALL_EXAMPLE: 'none', ROLLCALL_SMTP_URL: mails.url },
    };
  }

  /** Starts one instance of everything in a process, and opens a site with so many seats. */
  static async open(settings: Readonly<Record<string, string>>, seats: number): Promise<ProductionInstallation> {
    const installation = new ProductionInstallation(settings, await startMailServer());
    try {
      installation.first = await installation.instance();
      await installation.first.open(seats);
      const { url } = installation.first;
      const signIn = () => PublicDoor.signedIn(url, admin.email, admin.password).catch(() => undefined);
      installation.door = new PatientDoor(await until('the Admin can sign in', signIn));
      const { sites } = await installation.door.must('GET', '/me');
      installation.site = sites[0];
      installation.keeping = installation.keepAlive();
      return installation;
    } catch (error) {
      await installation.end();
      throw error;
    }
  }

  /** The first Admin, signed in, who asks once. */
  get asAdmin(): PublicDoor {
    return this.door.door;
  }
  get siteId(): string {
    return this.site.siteId;
  }
  /** How many mails were handed over so far. */
  get mailsSent(): number {
    return this.mails.count;
  }

  /** Plays, patiently. */
  play(play: Play): Promise<void> {
    const mailsTo = async (email: string) => this.mails.mailsTo(email);
    return play({ door: this.door, ...this.site, begun: () => undefined, mailsTo });
  }

  /** Starts one more instance of every service; resolves when it answers. */
  async startAnother(): Promise<Instance> {
    const another = await this.instance();
    await another.start();
    return another;
  }

  /** Resolves when nothing is left to follow from what was done. */
  quiet(): Promise<void> {
    return this.first.quiet();
  }

  /** The services of which this figure is not 0 for one follower or group at least; `undefined` while nobody answers. */
  async servicesWith(figure: Figure): Promise<readonly string[] | undefined> {
    const figures = await fetch(`${this.first.url}/metrics`).then(
      (answer) => answer.text(),
      () => undefined,
    );
    if (figures === undefined) return undefined;
    const lines = figures.matchAll(new RegExp(`^${figure}\\{[^}]*service="([^"]+)"[^}]*\\} [^0]`, 'gm'));
    return [...new Set([...lines].map(([, service]) => service!))].toSorted();
  }

  /** Every mail as recipient, template and invitation: one that was handed over again stands here once, as itself. */
  async mailNames(): Promise<readonly string[]> {
    const sent = (await Promise.all(this.folders.map(sendingsIn))).flat();
    return [...new Map(sent.map((mail) => [mail.id, nameOf(mail)])).values()].toSorted();
  }

  /** Ends the process; answers what `rollcall dump-state` prints then. */
  async endAndDump(): Promise<readonly string[]> {
    await this.letGo();
    await this.first.kill();
    return dumpOf(this.environment);
  }

  async end(): Promise<void> {
    this.door?.stop();
    try {
      await this.letGo();
    } finally {
      await this.cleanUp.disposeAsync();
    }
  }

  /** Starts the process anew when something in it has died, as an orchestrator does by its liveness. */
  private async keepAlive(): Promise<void> {
    for (
      const { signal } = this.over;
      !signal.aborted;
      await pause(1_000, undefined, { signal }).catch(() => undefined)
    ) {
      const dead = (await this.servicesWith('rollcall_follower_failed')) ?? [];
      if (dead.length === 0) continue;
      await this.first.kill();
      // What is away lets nobody start.
      const starts = () =>
        this.first.start().then(
          () => true,
          () => signal.aborted,
        );
      await until('it starts again', starts, 120_000);
    }
  }

  private async letGo(): Promise<void> {
    this.over.abort();
    await this.keeping;
  }

  private async instance(): Promise<KillableStandalone> {
    const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-production-'));
    this.folders.push(dataDir);
    this.cleanUp.defer(() => rm(dataDir, { recursive: true }));
    const { environment } = this;
    const instance = new KillableStandalone({ dataDir, port: await freePort(), environment });
    this.cleanUp.defer(() => instance.kill());
    return instance;
  }
}
