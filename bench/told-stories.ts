import type { PublicDoor } from '../apps/standalone/test/harness/public-door.js';
import type { Benchmark, Figure } from './benchmark.js';
import { percentile } from './whole-studio.js';

/** Tells when the first mail to an address has arrived. */
export type WatchedMails = Readonly<{ arrival(to: string): Promise<void>; end(): void }>;

/** An installation in which stories are told. */
export type Stage = Readonly<{
  asAdmin: PublicDoor;
  siteId: string;
  watchMails(): WatchedMails;
  end(): Promise<void>;
}>;

let told = 0;

/** How stories are told: so many in a round, of which so many at a time. */
type Telling = Readonly<{ atOnce: 1 | 16; stories: number }>;

/** Times from POST …/people to the invitation in the mailbox, ms. */
async function timesOfStories(
  { asAdmin, siteId, watchMails }: Stage,
  { atOnce, stories }: Telling,
): Promise<readonly number[]> {
  const mails = watchMails();
  const times: number[] = [];
  let left = stories;
  const tell = async (): Promise<void> => {
    while (left-- > 0) {
      const login = `story${told++}`;
      const email = `${login}@story.example`;
      const arrived = mails.arrival(email);
      const start = performance.now();
      const body = { firstName: 'Person', lastName: login, login, email };
      await asAdmin.must('POST', `/sites/${siteId}/people`, { body });
      await arrived;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, tell));
  mails.end();
  return times;
}

const figuresAtOnce: Readonly<Record<1 | 16, readonly Figure[]>> = {
  1: [{ figure: 'p50 in ms' }, { figure: 'p99 in ms' }],
  16: [{ figure: 'p50 in ms' }, { figure: 'p99 in ms' }, { figure: 'p99 as a multiple of p50', goal: { atMost: 5 } }],
};

/** The story that everybody waits for. */
export const storyBenchmark = (
  telling: Telling,
  { where, open }: Readonly<{ where: string; open: () => Promise<Stage> }>,
): Benchmark => ({
  name: `a person from POST …/people to the invitation in the mailbox ${where}, ${telling.atOnce} at a time`,
  figures: figuresAtOnce[telling.atOnce],
  async prepare() {
    const stage = await open();
    const round = async () => {
      const times = await timesOfStories(stage, telling);
      const [half, most] = [percentile(times, 50), percentile(times, 99)];
      return [half, most, most / half];
    };
    return { round, end: () => stage.end() };
  },
});
