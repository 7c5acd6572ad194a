import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeEngine } from '../../../../tools/engines/engine.js';
import { startProductionServers } from '../harness/production-servers.js';
import { until } from '../harness/until.js';
import { dumpOf } from './end-state.js';
import { type Played, playDisturbed } from './play-disturbed.js';
import { playPeople } from './play-people.js';
import { ProductionInstallation } from './production-installation.js';
import { createRandom } from './random.js';

const long = process.env['ROLLCALL_LONG'] === '1';
const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
/** People whose stories are told during one fault. */
const people = long ? 40 : 4;
const faults = 5;
const seats = faults * people + 10;
/** How long what is away stays away, ms. */
const outage = long ? 60_000 : 10_000;

jest.setTimeout(long ? 3_600_000 : 300_000);

await describeEngine('the production set, disturbed', startProductionServers, (servers) => {
  const { kafka, mongodb, proxies } = servers;
  let undisturbed: Played;
  let installation: ProductionInstallation;
  const note = (t: string) => process.stderr.write(`${new Date().toISOString()} ${t}\n`);
  beforeAll(async () => {
    note('begin');
    // What everything is held against is the same story where nothing happens, on the embedded set.
    if (process.env.REF) undisturbed = await playDisturbed(playPeople(faults * people), [], { seats });
    note('undisturbed done');
    installation = await ProductionInstallation.open(servers.proxied, seats);
    note('opened');
  });
  afterAll(() => installation?.end());

  /** Tells the stories of the people of one fault; `disturb` begins once the first of them is invited. */
  async function tell(fault: number, disturb: () => Promise<void>): Promise<void> {
    const before = installation.mailsSent;
    const playing = installation.play(playPeople(people, fault * people));
    const invited = until('somebody is invited', async () => installation.mailsSent > before, 120_000);
    const timer = setInterval(
      () =>
        void Promise.all(
          installation.standalone.services.map(
            async (x) => `${x.name} ${JSON.stringify(await (await fetch(x.url + '/health/ready')).json())}`,
          ),
        )
          .then((y) => note(`mails ${installation.mailsSent} ` + y.join(' ')))
          .catch((e) => note(String(e))),
      5000,
    );
    try {
      await Promise.all([
        playing.then(() => note('played')),
        invited
          .then(() => note('invited'))
          .then(disturb)
          .then(() => note('disturbed')),
      ]);
      await installation.quiet();
      note('quiet');
    } finally {
      clearInterval(timer);
    }
    await installation.quiet();
    expect(await installation.parked()).toEqual([]);
  }

  /** Services that say that something waits for what is away. */
  async function waiting(): Promise<readonly string[]> {
    const said = installation.standalone.services.map(async ({ name, url }) => {
      const { paused } = (await (await fetch(`${url}/health/ready`)).json()) as { paused?: readonly string[] };
      return paused ? [name] : [];
    });
    return (await Promise.all(said)).flat();
  }
  const everybody = () => installation.standalone.services.map(({ name }) => name);

  test('G5 KRN-10 the read-model store is gone for a while: reads are 503, nothing is parked, and all goes on by itself', async () => {
    const answers = new Set<string>();
    await tell(0, async () => {
      await mongodb.kill();
      for (const end = Date.now() + outage; Date.now() < end; await pause(250)) {
        const { status, headers } = await installation.asAdmin.get(`/sites/${installation.siteId}/people`);
        answers.add(`${status}, come back ${headers.has('retry-after') ? 'later' : 'never'}`);
      }
      await mongodb.restart();
    });
    expect([...answers]).toEqual(['503, come back later']);
  });

  test('G5 the event store’s connections are cut while it is followed: every service notices, and goes on where it was', async () => {
    await tell(1, async () => {
      proxies.kurrentdb.cut();
      await until('every follower of a log waits', async () => (await waiting()).length >= 4);
      proxies.kurrentdb.heal();
    });
    await until('nobody waits', async () => (await waiting()).length === 0);
  });

  test('G4 the broker is killed in the middle of messages and comes back: all of them arrive', async () => {
    await tell(2, async () => {
      await kafka.kill();
      await until('everybody waits', async () => (await waiting()).length === everybody().length);
      await kafka.restart();
    });
    await until('nobody waits', async () => (await waiting()).length === 0);
  });

  test(`G6 1 % of all acknowledgements are lost, connection and all (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const lost = { kurrentdb: 0, kafka: 0, mongodb: 0 };
    try {
      await tell(3, async () => {
        for (const server of Object.keys(lost) as (keyof typeof lost)[]) {
          proxies[server].loseAnswers(() => random(100) === 0 && (lost[server] += 1) > 0);
        }
      });
    } finally {
      for (const proxy of Object.values(proxies)) proxy.heal();
    }
    expect(Object.values(lost).every((count) => count > 0)).toBe(true);
  });

  test('G3 a second instance of every service comes while messages are handled, and goes again', async () => {
    await tell(4, async () => {
      const second = await installation.startInstance();
      for (const service of second.standalone.services) await service.caughtUp();
      await second.end();
    });
  });

  test('STO-1 STO-6 STO-8 after all of it everything is as if nothing had happened', async () => {
    expect(installation.mailNames).toEqual(undisturbed.mails);
    expect(await dumpOf(installation.settings)).toEqual(undisturbed.dump);
  });
});
