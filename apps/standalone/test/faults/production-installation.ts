import { createLogger } from '@rollcall/service-kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from '../../src/standalone.js';
import { freePort } from '../harness/free-port.js';
import { type MailServer, startMailServer } from '../harness/mail-server.js';
import { PublicDoor } from '../harness/public-door.js';
import { admin, openTestSite } from '../harness/test-site.js';
import { nameOf } from './end-state.js';
import { secrets } from './killable-standalone.js';
import { PatientDoor } from './patient-door.js';
import type { Play, Stage } from './play-disturbed.js';

/** The secrets of every run, as settings. */
const keys = {
  ...{ ROLLCALL_MASTER_KEY: secrets['master']!, ROLLCALL_INDEX_KEY: secrets['index']! },
  ROLLCALL_LINK_KEY: secrets['link']!,
};

/** One instance of everything: all services in this process. */
export type ProductionInstance = Readonly<{ standalone: Standalone; end(): Promise<void> }>;

/** An installation on the servers that some settings name, whose instances are of this process. */
export class ProductionInstallation {
  private readonly cleanUp = new AsyncDisposableStack();
  private mails!: MailServer;
  private first!: ProductionInstance;
  private door!: PatientDoor;
  private site!: Pick<Stage, 'siteId' | 'teamId'>;

  private constructor(private readonly environment: Readonly<Record<string, string>>) {}

  /** Starts one instance, and opens a site with so many seats. */
  static async open(environment: Readonly<Record<string, string>>, seats: number): Promise<ProductionInstallation> {
    const installation = new ProductionInstallation({ ...environment, ...keys });
    const { cleanUp } = installation;
    try {
      installation.mails = cleanUp.use(await startMailServer());
      installation.first = await installation.startInstance();
      await openTestSite(installation.standalone, seats);
      const { url } = installation.standalone;
      installation.door = new PatientDoor(await PublicDoor.signedIn(url, admin.email, admin.password));
      const { sites } = await installation.door.must('GET', '/me');
      installation.site = sites[0];
      return installation;
    } catch (error) {
      await cleanUp.disposeAsync();
      throw error;
    }
  }

  /** The instance that requests go to. */
  get standalone(): Standalone {
    return this.first.standalone;
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
    return this.mails.received.length;
  }
  /** Every mail as recipient, template and invitation: one that was handed over again stands here once, as itself. */
  get mailNames(): readonly string[] {
    const distinct = new Map(this.mails.received.map((mail) => [mail.id, nameOf(mail)]));
    return [...distinct.values()].toSorted();
  }
  /** What names it to the command line. */
  get settings(): Readonly<Record<string, string>> {
    return this.environment;
  }

  /** Starts one more instance of every service. */
  async startInstance(): Promise<ProductionInstance> {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-production-'));
    const own = { ROLLCALL_DATA_DIR: folder, ROLLCALL_PORT: String(await freePort()) };
    const environment = { ...this.environment, ...own, ROLLCALL_EXAMPLE: 'none', ROLLCALL_SMTP_URL: this.mails.url };
    const standalone = await startStandalone({ environment, logger: createLogger('info') });
    standalone.setUpDone();
    let ended: Promise<void> | undefined;
    const end = (): Promise<void> =>
      (ended ??= standalone.stop().then(() => rm(folder, { recursive: true, force: true })));
    this.cleanUp.defer(end);
    return { standalone, end };
  }

  /** Plays, patiently. */
  play(play: Play): Promise<void> {
    const mailsTo = async (email: string) => this.mails.mailsTo(email);
    return play({ door: this.door, ...this.site, begun: () => undefined, mailsTo });
  }

  /** Resolves when nothing is left to follow from what was done. */
  quiet(): Promise<void> {
    return this.standalone.quiet();
  }

  /** Messages that any service has set aside. */
  async parked(): Promise<readonly unknown[]> {
    return this.standalone.engines.shared.bus.parked.list();
  }

  async end(): Promise<void> {
    this.door?.stop();
    await this.cleanUp.disposeAsync();
  }
}
