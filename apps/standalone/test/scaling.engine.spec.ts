import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Envelope } from '@rollcall/event-sourcing';
import { loadConfiguration, openEngines } from '@rollcall/service-kit';
import { describeEngine } from '../../../tools/engines/engine.js';
import { dumpOf } from './harness/rollcall-process.js';
import { secretSettings } from './faults/killable-standalone.js';
import { PatientDoor } from './faults/patient-door.js';
import { PersonStory } from './faults/person-story.js';
import { type Play, playDisturbed, type Stage } from './faults/play-disturbed.js';
import { playPeople } from './faults/play-people.js';
import { type Failure, WatchedDoor } from './faults/watched-door.js';
import { startProductionServers } from '../../../tools/engines/production-servers.js';
import { apps, patience, type ProcessInstallation, runProcesses } from './harness/run-processes.js';
import { admin } from './harness/test-site.js';

const long = process.env['ROLLCALL_LONG'] === '1';
/** The services that have two instances, and are restarted one after the other. */
const twice = long ? apps : (['directory', 'identity'] as const);
const rounds = long ? 5 : 1;
const seats = 1_000;
/** Stories told at a time. */
const atOnce = long ? 12 : 4;
/** An instance whose relay stands by looks this often at least whether it has to publish, ms. */
const takeOver = 5_000;
const topics = ['directory', 'identity', 'authorization', 'licensing'].map((service) => `rollcall.${service}.v1`);

jest.setTimeout(long ? 3_600_000 : 600_000);

/** Stories begin until it is over; answers how many people they were about. */
async function tellUntil(isOver: () => boolean, stage: Stage): Promise<number> {
  let people = 0;
  const tell = async (): Promise<void> => {
    while (!isOver()) await new PersonStory(stage, people++).play();
  };
  await Promise.all(Array.from({ length: atOnce }, tell));
  return people;
}

const file = ['First Name,Last Name,Login,Email', 'Otter,Stone,otter,otter@studio.example', 'Broken,,,'].join('\n');

/** A file is uploaded and checked, something happens, and then it is imported. */
const importAround =
  (meanwhile: Play): Play =>
  async (stage) => {
    const { door, siteId } = stage;
    const imports = `/sites/${siteId}/imports`;
    const upload = () => door.door.upload(`${imports}?dryRun=true&rows=good`, 'people.csv', file, 'one-file');
    const { body } = await door.answered(upload);
    await meanwhile(stage);
    await door.must('POST', `${imports}/${body.id}/start`, { key: 'start-it' });
    await door.until(`${imports}/${body.id}`, ({ state, counts }) => state === 'finished' && counts.applied === 1);
  };

await describeEngine('the production set, in several instances', startProductionServers, ({ environment }) => {
  let installation: ProcessInstallation;
  beforeAll(async () => {
    installation = await runProcesses({ ...environment, ...secretSettings }, seats, twice);
  });
  afterAll(() => installation?.end());

  test('CARD-1 KRN-14 G3 two instances share the work, and each is restarted under load without a trace', async () => {
    const { instances, mailsTo, siteId, teamId, url } = installation;
    const pairs = instances.filter(({ app }) => twice.some((name) => name === app));
    const watched = (await new WatchedDoor(url).signedIn(admin.email, admin.password)) as WatchedDoor;
    const stage = { door: new PatientDoor(watched), ...{ siteId, teamId, mailsTo }, begun: () => undefined };
    const restarts: Readonly<{ from: number; to: number }>[] = [];
    let over = false;
    let people = 0;
    const shared = new Map<string, number>();
    const restartAll = async (): Promise<void> => {
      for (const instance of Array.from({ length: rounds }, () => pairs).flat()) {
        // What it did is forgotten with it.
        const handled = await instance.figure('rollcall_messages_total', 'verdict="ack"');
        shared.set(instance.url, (shared.get(instance.url) ?? 0) + handled);
        const from = Date.now();
        await instance.restart(patience);
        restarts.push({ from, to: Date.now() });
      }
    };
    await importAround(async () => {
      const telling = tellUntil(() => over, stage);
      await restartAll().finally(() => (over = true));
      people = await telling;
    })(stage);
    await installation.quiet();

    // Nobody was told no but by an instance that was going or coming, or while another one had yet to publish in its place.
    const explained = ({ from, to }: Failure) => restarts.some((one) => from <= one.to + takeOver && to >= one.from);
    expect(watched.failures.filter((failure) => !explained(failure))).toEqual([]);
    for (const instance of instances) {
      expect([instance.app, await instance.figure('rollcall_follower_failed')]).toEqual([instance.app, 0]);
      expect([instance.app, await instance.figure('rollcall_parked')]).toEqual([instance.app, 0]);
    }
    for (const { url: at } of pairs) {
      const since = await pairs.find((one) => one.url === at)!.figure('rollcall_messages_total', 'verdict="ack"');
      expect(shared.get(at)! + since).toBeGreaterThan(0);
    }
    expect(await outOfOrder()).toEqual([]);
    const undisturbed = await playDisturbed(importAround(playPeople(people)), [], { seats });
    expect(await dumpOf(installation.environment)).toEqual(undisturbed.dump);
  });

  /** Keys whose messages came in another order than they happened; one that comes again is no news. */
  async function outOfOrder(): Promise<readonly string[]> {
    const engines = await openEngines(loadConfiguration(installation.environment, {}));
    try {
      const newest = new Map<string, bigint>();
      const seen = new Set<string>();
      const wrong: string[] = [];
      const each = ({ id, facet }: Envelope) => {
        const name = facet && `${facet.source}/${facet.kind}/${facet.key}`;
        if (name && !seen.has(id)) {
          if (facet.version < (newest.get(name) ?? -1n)) wrong.push(name);
          newest.set(name, facet.version);
        }
        seen.add(id);
        return 'ack' as const;
      };
      await using reading = await engines.shared.bus.consume('in-order', topics, { each });
      await reading.quiet();
      expect(seen.size).toBeGreaterThan(20);
      return wrong;
    } finally {
      await engines.close();
    }
  }
});
