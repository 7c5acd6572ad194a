import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningStandalone, runStandalone } from '../apps/standalone/test/harness/run-standalone.js';
import { until } from '../apps/standalone/test/harness/until.js';
import { countEvents, timeOfBareAppends } from './bare-appends.js';
import { type Benchmark, short } from './benchmark.js';
import { prepareBuilt, startBuilt } from './built-standalone.js';
import { storyBenchmark } from './told-stories.js';
import { peopleFile, percentile, watchMailbox } from './whole-studio.js';

const [stories, imported] = short ? [60, 300] : [300, 5_000];
const [limit, password] = [600_000, 'quiet rivers carry nine paper boats'];

/** The whole installation in this process, on the embedded engines. */
async function embeddedInstallation() {
  const installation = await runStandalone({ seats: 100_000 });
  const { asAdmin, siteId } = installation;
  return { asAdmin, siteId, watchMails: () => watchMailbox(installation), end: () => installation.end() };
}

const embedded = { where: 'on the embedded set', open: embeddedInstallation };
const story = (atOnce: 1 | 16): Benchmark => storyBenchmark({ atOnce, stories }, embedded);

type Page = Readonly<{ body: { total: { count: number } } }>;

/** Whether it is over is asked after so many pages: asking is not what is measured. */
const pagesBetween = 10;

/** Times of a page of 50 people asked again and again, 20 ms between, until `done` says so; ms. */
async function timesOfPages(people: Asked, done: () => Promise<boolean>): Promise<readonly number[]> {
  const times: number[] = [];
  do {
    for (let page = 0; page < pagesBetween; page += 1) {
      const asked = performance.now();
      await people('sort=name&limit=50');
      times.push(performance.now() - asked);
      await pause(20);
    }
  } while (!(await done()));
  return times;
}

type Asked = (query: string) => Promise<number>;

/** Asks for people; answers how many there are. */
const askPeople =
  ({ asAdmin, siteId }: RunningStandalone): Asked =>
  // A view that cannot be asked answers 503: whoever looks at the page waits for that too.
  (query) =>
    until('the page comes', async () => {
      const answer = await asAdmin.get(`/sites/${siteId}/people?${query}`);
      return answer.status === 200 && (answer as Page).body.total.count;
    });

/** What one import to the last activation came to. */
async function importPeople(installation: RunningStandalone, round: number): Promise<readonly number[]> {
  const { asAdmin, siteId, dataDir } = installation;
  const people = askPeople(installation);
  const all = (): Promise<number> => people('limit=1');
  let idlePages = 200 / pagesBetween;
  const idle = await timesOfPages(people, async () => --idlePages < 0);
  const [before, eventsBefore] = [await all(), countEvents(dataDir)];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const start = performance.now();
  delay.enable();
  const file = peopleFile(imported, round);
  await asAdmin.upload(`/sites/${siteId}/imports?rows=good&invitations=hold`, 'people.csv', file);
  const busy = await timesOfPages(people, async () => {
    if (performance.now() - start > limit) throw new Error('The import takes for ever.');
    // Only the total without a filter is exact beyond 10,000: everybody is there, and nobody is left who is not active.
    return (await all()) >= before + imported && (await people('status=disabled&limit=1')) === 0;
  });
  const time = performance.now() - start;
  delay.disable();
  await installation.quiet();
  const bare = await timeOfBareAppends(dataDir, countEvents(dataDir) - eventsBefore);
  const slower = percentile(busy, 99) / percentile(idle, 99);
  return [(imported * 1_000) / time, bare / time, percentile(busy, 99), slower, delay.percentile(99) / 1e6];
}

const importing: Benchmark = {
  name: `an import of ${imported} people to everybody active, with a page of 50 people asked all the while`,
  figures: [
    { figure: 'people a second', goal: { atLeast: 300 } },
    { figure: 'speed as a share of bare grouped appends of the same events', goal: { atLeast: 0.2 } },
    { figure: 'p99 of the page in ms' },
    { figure: 'p99 of the page as a multiple of its p99 before', goal: { atMost: 5 } },
    { figure: 'event-loop delay p99 in ms', goal: { atMost: 50 } },
  ],
  async prepare() {
    const installation = await runStandalone({ seats: 100_000 });
    let rounds = 0;
    return { round: () => importPeople(installation, rounds++), end: () => installation.end() };
  },
};

const started: Benchmark = {
  name: 'the built installation starts on the imported example studio',
  figures: [
    { figure: 'seconds until ready', goal: { atMost: 3 } },
    { figure: 'memory in MB once ready', goal: { atMost: 250 } },
  ],
  async prepare() {
    const folder = await prepareBuilt(password);
    const round = async () => {
      const { seconds, megabytes } = await startBuilt(folder);
      return [seconds, megabytes];
    };
    return { round, end: () => folder.end() };
  },
};

/** What people wait for: an invitation, an import, a page, a start. */
export const benchmarks: readonly Benchmark[] = [story(1), story(16), importing, started];
