import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningStandalone, runStandalone } from '../apps/standalone/test/harness/run-standalone.js';
import { until } from '../apps/standalone/test/harness/until.js';
import { countEvents, timeOfBareAppends } from './bare-appends.js';
import type { Benchmark, Goal } from './benchmark.js';
import { prepareBuilt, startBuilt } from './built-standalone.js';
import { peopleFile, percentile, watchMailbox } from './whole-studio.js';

/** ROLLCALL_BENCH_FULL=1 measures at the sizes that the README quotes. */
const full = process.env['ROLLCALL_BENCH_FULL'] === '1';
const [stories, imported] = full ? [500, 5_000] : [60, 300];
const [limit, password] = [600_000, 'quiet rivers carry nine paper boats'];
let told = 0;

/** Times from POST …/people to the invitation in the mailbox, ms, with so many people on their way at once. */
async function timesOfStories(installation: RunningStandalone, atOnce: number): Promise<readonly number[]> {
  const mailbox = watchMailbox(installation);
  const times: number[] = [];
  let left = stories;
  const tell = async (): Promise<void> => {
    while (left-- > 0) {
      const login = `story${told++}`;
      const email = `${login}@story.example`;
      const arrived = mailbox.arrival(email);
      const start = performance.now();
      const body = { firstName: 'Person', lastName: login, login, email };
      await installation.asAdmin.must('POST', `/sites/${installation.siteId}/people`, { body });
      await arrived;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, tell));
  mailbox.end();
  return times;
}

const story = (atOnce: number, percent: number, goal: Goal): Benchmark => ({
  name: `a person from POST …/people to the invitation in the mailbox, ${atOnce} at a time`,
  figure: `p${percent} in ms`,
  goal,
  async prepare() {
    const installation = await runStandalone({ seats: 100_000 });
    const round = async () => percentile(await timesOfStories(installation, atOnce), percent);
    return { round, end: () => installation.end() };
  },
});

type Page = Readonly<{ body: { total: { count: number } } }>;

/** What one import to the last activation came to. */
async function importPeople(installation: RunningStandalone, round: number) {
  const { asAdmin, siteId, dataDir } = installation;
  const people = `/sites/${siteId}/people`;
  // A view that has grown old answers 503 until it is fresh again: whoever looks at the page waits for that too.
  const total = (query: string): Promise<number> =>
    until('the page comes', async () => {
      const answer = await asAdmin.get(`${people}?${query}`);
      return answer.status === 200 && (answer as Page).body.total.count;
    });
  const active = (): Promise<number> => total('status=active&limit=1');
  const [before, events] = [await active(), countEvents(dataDir)];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const start = performance.now();
  delay.enable();
  await asAdmin.upload(
    `/sites/${siteId}/imports?rows=good&invitations=hold`,
    'people.csv',
    peopleFile(imported, round),
  );
  const pages: number[] = [];
  const everybody = async (): Promise<boolean> => {
    const asked = performance.now();
    await total('sort=name&limit=50');
    pages.push(performance.now() - asked);
    await pause(20);
    return (await active()) >= before + imported;
  };
  await until('everybody is active', everybody, limit);
  const time = performance.now() - start;
  delay.disable();
  await installation.quiet();
  return { time, pages, delay: delay.percentile(99) / 1e6, events: countEvents(dataDir) - events };
}

type Imported = Awaited<ReturnType<typeof importPeople>>;

const importing = (
  figure: string,
  goal: Goal,
  figureOf: (result: Imported, dataDir: string) => number | Promise<number>,
): Benchmark => ({
  name: `an import of ${imported} people to everybody active, with a page of 50 people asked all the while`,
  figure,
  goal,
  async prepare() {
    const installation = await runStandalone({ seats: 100_000 });
    let rounds = 0;
    const round = async () => figureOf(await importPeople(installation, rounds++), installation.dataDir);
    return { round, end: () => installation.end() };
  },
});

const started = (
  figure: string,
  goal: Goal,
  figureOf: (run: { seconds: number; megabytes: number }) => number,
): Benchmark => ({
  name: 'the built installation starts on the imported example studio',
  figure,
  goal,
  async prepare() {
    const folder = await prepareBuilt(password);
    return { round: async () => figureOf(await startBuilt(folder)), end: () => folder.end() };
  },
});

/** What people wait for: an invitation, an import, a page, a start. */
export const benchmarks: readonly Benchmark[] = [
  story(1, 50, { atMost: 100 }),
  story(1, 99, { atMost: 300 }),
  story(16, 50, { atMost: 500 }),
  story(16, 99, { atMost: 1_500 }),
  importing('people a second', { atLeast: 300 }, ({ time }) => (imported * 1_000) / time),
  importing(
    'time as a multiple of bare grouped appends of the same events',
    { atMost: 10 },
    async (result, dataDir) => {
      return result.time / (await timeOfBareAppends(dataDir, result.events));
    },
  ),
  importing('p99 of the page in ms', { atMost: 250 }, ({ pages }) => percentile(pages, 99)),
  importing('event-loop delay p99 in ms', { atMost: 50 }, ({ delay }) => delay),
  started('seconds until ready', { atMost: 3 }, ({ seconds }) => seconds),
  started('memory in MB once ready', { atMost: 250 }, ({ megabytes }) => megabytes),
];
