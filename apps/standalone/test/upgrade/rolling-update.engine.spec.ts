import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeEngine } from '../../../../tools/engines/engine.js';
import { startProductionServers } from '../../../../tools/engines/production-servers.js';
import { type Json, PublicDoor } from '../harness/public-door.js';
import { type ProcessInstallation, runProcesses } from '../harness/run-processes.js';
import { admin } from '../harness/test-site.js';
import { until } from '../harness/until.js';
import { type Build, nextBuild, withLanguage } from './next-build.js';

/** What stands in for the servers is slow, ms. */
const limit = 600_000;
/** What never comes to be is told by its name, before the test is ended. */
const patience = limit / 4;

/** Somebody in whom every service has done its part. */
const isComplete = ({ status, seat, roles, invitation }: Json): boolean =>
  status === 'active' && seat?.held && roles.length === 1 && invitation?.state === 'sent';

await describeEngine('a rolling update on the production set', startProductionServers, ({ environment }) => {
  let installation: ProcessInstallation;
  let next: Build;
  let people: string;
  let artist: string;
  beforeAll(async () => {
    next = await nextBuild(withLanguage);
    installation = await runProcesses(environment, 40, ['admin-gateway']);
    const { asAdmin, siteId } = installation;
    people = `/sites/${siteId}/people`;
    const { items } = await asAdmin.must('GET', `/sites/${siteId}/roles`);
    artist = items.find(({ name }: { name: string }) => name === 'Artist').id;
  }, limit);
  afterAll(async () => {
    await installation?.end();
    await next?.[Symbol.asyncDispose]();
  }, limit);

  const create = async (login: string): Promise<string> => {
    const named = { firstName: login, lastName: 'Test', login, email: `${login}@people.example` };
    const body = { ...named, roleId: artist, projectIds: [] };
    return (await installation.asAdmin.must('POST', people, { body })).id;
  };
  const rowWhen = (id: string, what: string, isSo: (row: Json) => boolean): Promise<Json> =>
    until(
      `${id} is ${what}`,
      async () => {
        const { status, body } = await installation.asAdmin.get(`${people}/${id}`);
        return status === 200 && isSo(body) && body;
      },
      patience,
    );
  const story = async (login: string): Promise<Json> => rowWhen(await create(login), 'complete', isComplete);
  const rows = async (): Promise<readonly Json[]> =>
    (await installation.asAdmin.must('GET', `${people}?limit=100`)).items;
  const languages = async () => Object.fromEntries((await rows()).map(({ login, language }) => [login, language]));

  test(
    'CARD-1 services give way to the next build one after the other, and whoever comes meanwhile is completed',
    async () => {
      await story('before');
      for (const app of ['licensing', 'directory', 'identity', 'authorization'] as const) {
        const meanwhile = ['a', 'b'].map((each) => story(`${app}-${each}`));
        await installation.replace(app, next.sources);
        await Promise.all(meanwhile);
        await story(`${app}-after`);
      }
    },
    limit,
  );

  test(
    'CARD-1 CARD-2 gateways of two builds work beside each other, each from a read model of its own making',
    async () => {
      const [older, newer] = installation.instances.filter(({ app }) => app === 'admin-gateway');
      await newer!.restart(patience, next.sources);
      const [atOlder, atNewer] = await Promise.all(
        [older!, newer!].map(({ url }) => PublicDoor.signedIn(url, admin.email, admin.password, patience)),
      );
      const shown = (door: PublicDoor | undefined, id: string, what: string, isSo: (row: Json) => boolean) =>
        until(
          `${id} is ${what}`,
          async () => {
            const { status, body } = await door!.get(`${people}/${id}`);
            return status === 200 && isSo(body) && body;
          },
          patience,
        );
      const { id: before } = (await rows()).find(({ login }) => login === 'before');
      await shown(atNewer, before, 'shown by the newer build', ({ language }) => language === 'en');
      const named = { firstName: 'beside', lastName: 'Test', login: 'beside', email: 'beside@people.example' };
      const { id } = await atOlder!.must('POST', people, { body: { ...named, roleId: artist, projectIds: [] } });
      expect(await shown(atOlder, id, 'complete', isComplete)).not.toHaveProperty('language');
      expect(await shown(atNewer, id, 'complete', isComplete)).toMatchObject({ language: 'fr' });
    },
    limit,
  );

  test(
    'CARD-1 the next gateway shows what both builds have written, from the messages of both',
    async () => {
      const id = await create('gateway');
      await installation.replace('admin-gateway', next.sources);
      await rowWhen(id, 'complete', isComplete);
      const both = { before: 'en', 'licensing-after': 'en', 'directory-after': 'fr', gateway: 'fr' };
      await until('both languages are shown', async () => (await languages())['gateway'] === 'fr', patience);
      expect(await languages()).toMatchObject(both);
    },
    limit,
  );

  test(
    'CARD-1 a service that goes back goes on with what the next build has written',
    async () => {
      const { id } = (await rows()).find(({ login }) => login === 'directory-after');
      const meanwhile = ['a', 'b'].map((each) => story(`back-${each}`));
      await installation.replace('directory');
      await Promise.all(meanwhile);
      await installation.asAdmin.must('POST', `${people}/${id}/disable`);
      await rowWhen(id, 'without a seat', ({ status, seat }) => status === 'disabled' && !seat.held);
      await installation.asAdmin.must('POST', `${people}/${id}/activate`, { body: {} });
      const again = await rowWhen(id, 'complete again', (row) => row.activation.attempt === 2 && isComplete(row));
      // Whole facets are published: what this build does not know is missing in them.
      expect([again.language, (await story('back-after')).language]).toEqual(['en', 'en']);
      await installation.replace('admin-gateway');
      expect(await rowWhen(id, 'shown', isComplete)).not.toHaveProperty('language');
    },
    limit,
  );

  test(
    'CARD-1 in the end everybody is complete, each has one seat, and nothing is parked',
    async () => {
      await installation.quiet();
      const everybody = await rows();
      expect(everybody.filter((row) => !isComplete(row)).map(({ login }) => login)).toEqual(['admin']);
      // The Admin, one before, one beside and one with the gateway, three with each service and with directory's return.
      expect(everybody).toHaveLength(1 + 3 + 4 * 3 + 3);
      const { used } = await installation.asAdmin.must('GET', `/sites/${installation.siteId}/seats`);
      expect(used).toBe(everybody.length);
    },
    limit,
  );
});
