import { createLogger } from '@rollcall/service-kit';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandalone } from '../../src/standalone.js';
import type { StoryInstallation } from '../story.suite.js';
import { freePort } from './free-port.js';
import { startMailServer } from './mail-server.js';
import { PublicDoor } from './public-door.js';
import { ServiceProcess } from './service-process.js';
import { admin, openTestSite } from './test-site.js';
import { until } from './until.js';

const apps = ['directory', 'identity', 'authorization', 'licensing', 'admin-gateway'] as const;
const key = (): string => randomBytes(32).toString('base64url');
/** Slow engines on a busy machine answer "not now" for a while, ms. */
const patience = 120_000;

/** An installation of five processes, which share the servers and secrets that `environment` names, and nothing else. */
export async function runProcesses(
  environment: Readonly<Record<string, string>>,
  seats: number,
): Promise<StoryInstallation> {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-processes-'));
  starting.defer(() => rm(folder, { recursive: true }));
  const mails = starting.use(await startMailServer());
  const shared = {
    ...environment,
    ...{ ROLLCALL_MASTER_KEY: key(), ROLLCALL_INDEX_KEY: key(), ROLLCALL_LINK_KEY: key() },
    ...{ ROLLCALL_LOG_LEVEL: 'error', ROLLCALL_SMTP_URL: mails.url },
  };
  await setUp({ ...shared, ROLLCALL_DATA_DIR: join(folder, 'set-up') }, seats);
  const places = new Map<string, string>();
  for (const app of apps) places.set(app, `http://127.0.0.1:${await freePort()}`);
  const url = places.get('admin-gateway')!;
  const processes = apps.map((app) => {
    const service = new ServiceProcess(app, places.get(app)!, {
      ...shared,
      ...{ ROLLCALL_DATA_DIR: join(folder, app), ROLLCALL_PORT: new URL(places.get(app)!).port },
      ROLLCALL_PUBLIC_URL: url,
      ROLLCALL_SERVICE_URLS: [...places].map((entry) => entry.join('=')).join(','),
    });
    starting.defer(() => service.stop().then(() => undefined));
    return service;
  });
  await Promise.all(processes.map((service) => service.ready(patience)));
  const asAdmin = await PublicDoor.signedIn(url, admin.email, admin.password, patience);
  const [{ siteId, teamId }] = (await asAdmin.must('GET', '/me')).sites;
  const running = starting.move();
  return {
    door: new PublicDoor(url, patience),
    ...{ asAdmin, siteId, teamId },
    mailsTo: async (email) => mails.mailsTo(email),
    quiet: async () => {
      const isQuiet = async () => (await Promise.all(processes.map((service) => service.isQuiet()))).every(Boolean);
      await until('no process has anything to do', async () => (await isQuiet()) && isQuiet(), patience);
    },
    end: () => running.disposeAsync(),
  };
}

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
