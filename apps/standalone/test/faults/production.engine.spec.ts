import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeEngine } from '../../../../tools/engines/engine.js';
import { startProductionServers } from '../../../../tools/engines/production-servers.js';
import { until } from '../harness/until.js';
import { beginningOf } from './person-story.js';
import { type Played, playDisturbed } from './play-disturbed.js';
import { playPeople } from './play-people.js';
import { ProductionInstallation } from './production-installation.js';
import { createRandom } from './random.js';

const long = process.env['ROLLCALL_LONG'] === '1';
const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));
/** People whose stories are told during one fault. */
const people = long ? 40 : 4;
const faults = 5;
/** People who are created while the broker is away. */
const newcomers = 5;
const seats = faults * people + newcomers + 10;
/** How long what is away stays away, ms. */
const outage = long ? 60_000 : 10_000;

jest.setTimeout(long ? 3_600_000 : 300_000);

await describeEngine('the production set, disturbed', startProductionServers, (servers) => {
  const { kafka, mongodb, proxies } = servers;
  let undisturbed: Played;
  let installation: ProductionInstallation;
  beforeAll(async () => {
    // What everything is held against is the same story where nothing happens, on the embedded set.
    undisturbed = await playDisturbed(playPeople(faults * people + newcomers), [], { seats });
    installation = await ProductionInstallation.open(servers.proxied, seats);
  });
  afterAll(() => installation?.end());

  /** Tells the stories of the people of one fault; `disturb` begins once the first of them is invited. */
  async function tell(fault: number, disturb: () => Promise<void>): Promise<void> {
    const before = installation.mailsSent;
    const playing = installation.play(playPeople(people, fault * people));
    const invited = until('somebody is invited', async () => installation.mailsSent > before, 120_000);
    await Promise.all([playing, invited.then(disturb)]);
    await until('everything lives', async () => (await dead())?.length === 0, 60_000);
    await installation.quiet();
    expect(await installation.servicesWith('rollcall_parked')).toEqual([]);
  }

  /** Services that say that something of theirs waits for what is away. */
  const waiting = () => installation.servicesWith('rollcall_follower_paused');
  const dead = () => installation.servicesWith('rollcall_follower_failed');
  const nobodyWaits = () => until('nobody waits any more', async () => (await waiting())?.length === 0);

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
      await until('every follower of a log waits', async () => ((await waiting())?.length ?? 0) >= 4);
      proxies.kurrentdb.heal();
    });
    await nobodyWaits();
  });

  test('G3 G4 KRN-10 the broker is killed in the middle of messages and comes back: writes go on, and all that follows comes', async () => {
    const [first, answers] = [faults * people, [] as number[]];
    await tell(2, async () => {
      await kafka.kill();
      await until('the gateway waits', async () => (await waiting())?.includes('admin-gateway'));
      for (let number = first; number < first + newcomers; number++) {
        // Asked once: nobody has to come back.
        const { status } = await installation.asAdmin.post(`/sites/${installation.siteId}/people`, beginningOf(number));
        answers.push(status);
        await pause(outage / newcomers);
      }
      await kafka.restart();
    });
    expect(answers).toEqual(Array.from({ length: newcomers }, () => 201));
    await nobodyWaits();
    await installation.play(playPeople(newcomers, first));
  });

  test(`G6 1 % of all acknowledgements are lost, connection and all (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const seen = Object.values(proxies).map((proxy) => ({ proxy, answers: 0, first: random(30) }));
    try {
      await tell(3, async () => {
        for (const one of seen) one.proxy.loseAnswers(() => one.answers++ % 100 === one.first);
      });
    } finally {
      for (const { proxy } of seen) proxy.heal();
    }
    for (const { answers, first } of seen) expect(answers).toBeGreaterThan(first);
  });

  test('G3 a second instance of every service comes while messages are handled, and goes again', async () => {
    await tell(4, async () => {
      const another = await installation.startAnother();
      await another.stop();
    });
  });

  test('STO-1 STO-6 STO-8 after all of it everything is as if nothing had happened', async () => {
    expect(await installation.endAndDump()).toEqual(undisturbed.dump);
    expect(await installation.mailNames()).toEqual(undisturbed.mails);
  });
});
