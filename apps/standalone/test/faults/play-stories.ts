import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../harness/free-port.js';
import { PublicDoor } from '../harness/public-door.js';
import { admin } from '../harness/test-site.js';
import type { FailPoint } from './fail-point.js';
import { KillableStandalone } from './killable-standalone.js';
import { StoryTeller } from './person-story.js';

/** One way for the process to end in the middle: by itself at a point, or from outside after so many milliseconds. */
export type Disturbance = FailPoint | Readonly<{ afterMs: number }>;
/** What is left when everything is quiet and stopped. */
export type EndState = Readonly<{ dump: readonly string[]; mails: readonly string[]; killed: number }>;

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const run = promisify(execFile);

/** Plays the stories of so many people while the process is killed and started again; answers the end state. */
export async function playStories(people: number, disturbances: readonly Disturbance[]): Promise<EndState> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-faults-'));
  const installation = new KillableStandalone({ dataDir, port: await freePort(), seats: people + 10 });
  let teller: StoryTeller | undefined;
  try {
    await installation.start(pointOf(disturbances[0]));
    const asAdmin = await PublicDoor.signedIn(installation.url, admin.email, admin.password);
    const { sites } = await asAdmin.must('GET', '/me');
    const playing = (teller = new StoryTeller(asAdmin, sites[0].siteId));
    const stories = Promise.all(Array.from({ length: people }, (_, number) => playing.play(number)));
    stories.catch(() => undefined);
    const over = stories.then(() => 'over' as const);
    let killed = 0;
    for (const [index, disturbance] of disturbances.entries()) {
      const moment = 'afterMs' in disturbance ? pause(disturbance.afterMs) : installation.ended();
      if ((await Promise.race([over, moment])) === 'over') break;
      if ('afterMs' in disturbance) await installation.kill();
      killed += 1;
      await installation.start(pointOf(disturbances[index + 1]));
    }
    await stories;
    await installation.quiet();
    await installation.stop();
    return { dump: await dumpOf(dataDir), mails: await mailsIn(join(dataDir, 'mailbox')), killed };
  } finally {
    teller?.stop();
    await installation.kill();
    await rm(dataDir, { recursive: true });
  }
}

const pointOf = (disturbance: Disturbance | undefined): FailPoint | undefined =>
  disturbance && 'port' in disturbance ? disturbance : undefined;

/** What `rollcall dump-state` prints, in a process of its own. */
async function dumpOf(dataDir: string): Promise<readonly string[]> {
  const args = ['--import', './tools/run-sources.mjs', 'apps/cli/src/main.ts', 'dump-state', '--data-dir', dataDir];
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 256 * 1024 * 1024 });
  return stdout.split('\n').filter(Boolean);
}

/** Every mail as recipient, subject and the invitation its link names, each once. */
async function mailsIn(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const mails = files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')));
  const seen = (await Promise.all(mails)).map(({ to, subject }) => `${to} | ${subject}`);
  return seen.toSorted();
}
