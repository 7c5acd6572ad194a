import { createLogger } from '@rollcall/service-kit';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone } from '../../src/standalone.js';
import type { StoryInstallation } from '../story.suite.js';
import { startBalancer } from './balancer.js';
import { freePort } from './free-port.js';
import { startMailServer } from './mail-server.js';
import { PublicDoor } from './public-door.js';
import { RestartableService } from './restartable-service.js';
import { admin, openTestSite } from './test-site.js';
import { until } from './until.js';

/** Every deployable there is. */
export const apps = ['directory', 'identity', 'authorization', 'licensing', 'admin-gateway'] as const;
const key = (): string => randomBytes(32).toString('base64url');
/** Slow engines on a busy machine answer "not now" for a while, ms. */
export const patience = 120_000;

/** An installation of processes, which share the servers and secrets that its settings name, and nothing else. */
export type ProcessInstallation = StoryInstallation &
  Readonly<{
    url: string;
    /** Its engines and secrets, as settings. */
    environment: Readonly<Record<string, string>>;
    instances: readonly RestartableService[];
    /** Resolves when a mail to this address comes from now on. */
    mailArrives(email: string): Promise<void>;
    /** Ends a service's processes and starts others in their place; `sources` is the folder of their build. */
    replace(app: App, sources?: string): Promise<void>;
  }>;
type App = (typeof apps)[number];

/** Starts each service in a process of its own, and those of `twice` in two behind one address. */
export async function runProcesses(
  engines: Readonly<Record<string, string>>,
  seats: number,
  twice: readonly App[] = [],
): Promise<ProcessInstallation> {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-processes-'));
  starting.defer(() => rm(folder, { recursive: true }));
  const mails = starting.use(await startMailServer());
  const keys = { ROLLCALL_MASTER_KEY: key(), ROLLCALL_INDEX_KEY: key(), ROLLCALL_LINK_KEY: key() };
  const environment = { ...keys, ...engines, ROLLCALL_LOG_LEVEL: 'error', ROLLCALL_SMTP_URL: mails.url };
  await setUp({ ...environment, ROLLCALL_DATA_DIR: join(folder, 'set-up'), ROLLCALL_EXAMPLE: 'none' }, seats);
  const places = new Map<string, string>();
  const own: Readonly<{ app: App; url: string }>[] = [];
  for (const app of apps) {
    const urls = await Promise.all(Array.from({ length: twice.includes(app) ? 2 : 1 }, freeUrl));
    own.push(...urls.map((url) => ({ app, url })));
    places.set(app, urls.length === 1 ? urls[0]! : starting.use(await startBalancer(urls)).url);
  }
  const url = places.get('admin-gateway')!;
  const addresses = [...places].map((entry) => entry.join('=')).join(',');
  const instances = own.map(({ app, url: at }, number) => {
    const service = new RestartableService(app, at, {
      ...environment,
      ...{ ROLLCALL_DATA_DIR: join(folder, `${app}-${number}`), ROLLCALL_PORT: new URL(at).port },
      ...{ ROLLCALL_PUBLIC_URL: url, ROLLCALL_SERVICE_URLS: addresses },
    });
    starting.defer(() => service.stop());
    return service;
  });
  await Promise.all(instances.map((service) => service.ready(patience)));
  const asAdmin = await PublicDoor.signedIn(url, admin.email, admin.password, patience);
  const [{ siteId, teamId }] = (await asAdmin.must('GET', '/me')).sites;
  const running = starting.move();
  return {
    door: new PublicDoor(url, patience),
    ...{ asAdmin, siteId, teamId, url, environment, instances },
    mailsTo: async (email) => mails.mailsTo(email),
    mailArrives: (email) => mails.arrival(email),
    quiet: async () => {
      const isQuiet = async () => (await Promise.all(instances.map((service) => service.isQuiet()))).every(Boolean);
      await until('no process has anything to do', async () => (await isQuiet()) && isQuiet(), patience);
    },
    replace: async (app, sources) => {
      for (const service of instances) if (service.app === app) await service.restart(patience, sources);
    },
    end: () => running.disposeAsync(),
  };
}

const freeUrl = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;

/** Opens the site in one process on the same servers, as `rollcall bootstrap` does, and ends it. */
async function setUp(environment: Readonly<Record<string, string>>, seats: number): Promise<void> {
  const port = String(await freePort());
  const logger = createLogger('error');
  const standalone = await startStandalone({ environment: { ...environment, ROLLCALL_PORT: port }, logger });
  try {
    await openTestSite(standalone, seats);
  } finally {
    await standalone.stop();
  }
}
