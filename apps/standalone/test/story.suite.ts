import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventsOf } from './harness/event-stream.js';
import { linkIn, type SeenMail } from './harness/mailbox-of.js';
import type { Json, PublicDoor } from './harness/public-door.js';
import { until } from './harness/until.js';

/** An installation with one open site, as the story meets it: through the public door, and by its mails. */
export type StoryInstallation = Readonly<{
  /** Nobody signed in. */
  door: PublicDoor;
  /** The first Admin, signed in. */
  asAdmin: PublicDoor;
  siteId: string;
  teamId: string;
  /** The mails to one address, newest first. */
  mailsTo(email: string): Promise<readonly SeenMail[]>;
  /** Resolves when nothing is left to follow from what was done so far. */
  quiet(): Promise<void>;
  end(): Promise<void>;
}>;

const password = 'quiet rivers carry nine paper boats';
const seats = 4;

/**
 * Registers the story of one person (STO-1 … STO-9), the same on whatever engines it runs; nothing takes longer than
 * `limit` ms.
 */
export function storySuite(start: (seats: number) => Promise<StoryInstallation>, limit: number): void {
  // What never comes to be is told by its name, before the test is ended.
  const patience = limit / 2;
  let installation: StoryInstallation;
  let site: string;
  let projects: readonly string[];
  let artist: string;
  beforeAll(async () => {
    installation = await start(seats);
    const { asAdmin, siteId } = installation;
    site = `/sites/${siteId}`;
    const named = ['Nightjar', 'Kestrel', 'Tidewater'];
    projects = await Promise.all(
      named.map(async (name) => (await asAdmin.must('POST', `${site}/projects`, { body: { name } })).id),
    );
    artist = (await asAdmin.must('GET', `${site}/roles`)).items.find(
      ({ name }: { name: string }) => name === 'Artist',
    ).id;
  }, 2 * limit);
  afterAll(() => installation?.end(), limit);

  /** Creates somebody; answers the path of the person and the answer. */
  async function create(login: string, more: object = {}) {
    const name = { firstName: login, lastName: 'Test', login, email: `${login}@people.example` };
    const body = { ...name, roleId: artist, projectIds: projects.slice(0, 2), ...more };
    const answer = await installation.asAdmin.post(`${site}/people`, { body });
    return { answer, path: `${site}/people/${answer.body.id}`, email: name.email };
  }

  const rowWhen = (path: string, what: string, isSo: (row: Json) => boolean) =>
    until(
      `${path} is ${what}`,
      async () => {
        const { status, body } = await installation.asAdmin.get(path);
        return status === 200 && isSo(body) && body;
      },
      patience,
    );
  const usedSeats = async () => (await installation.asAdmin.must('GET', `${site}/seats`)).used;

  /** Runs the diagnostics, again where what was done has not come to them yet; answers the run. */
  async function runThatFinds(count: number): Promise<string> {
    const { asAdmin, quiet } = installation;
    const analysed = async (id: string) => {
      const run = await asAdmin.must('GET', `${site}/diagnostic-runs/${id}`);
      return ['analysed', 'finished'].includes(run.state) && run;
    };
    const found = async () => {
      await quiet();
      const { id } = await asAdmin.must('POST', `${site}/diagnostic-runs`);
      const run = await until('the run is analysed', () => analysed(id), patience);
      return run.found === count && id;
    };
    return until(`a run finds ${count}`, found, patience);
  }

  /** Accepts the newest invitation and signs in. */
  async function signInAfterMail(email: string): Promise<PublicDoor> {
    const { door, mailsTo } = installation;
    const [mail] = await until(
      `a mail comes to ${email}`,
      async () => {
        const mails = await mailsTo(email);
        return mails.length > 0 && mails;
      },
      patience,
    );
    expect(mail!.html).toContain('ACCEPT INVITATION');
    expect((await door.post('/invitations/accept', { body: { ...linkIn(mail!), password } })).status).toBe(204);
    return door.signedIn(email, password);
  }

  test(
    'STO-1 STO-2 STO-3 STO-4 STO-5 STO-7 one request, and one row tells account, seat, role and activation',
    async () => {
      const before = await usedSeats();
      const { answer, path } = await create('zoe');
      expect(answer.status).toBe(201);
      expect((await installation.asAdmin.get(path)).body).toMatchObject({ login: 'zoe' });
      const row = await rowWhen(
        path,
        'active and invited',
        ({ status, accountStatus, seat, roles, invitation }) =>
          status === 'active' && accountStatus && seat?.held && roles.length > 0 && invitation?.state === 'sent',
      );
      expect(row).toMatchObject({
        ...{ firstName: 'zoe', accountStatus: 'Pending', activation: { state: 'active', attempt: 1 } },
        ...{ seat: { held: true }, roles: [{ id: artist, name: 'Artist' }], invitation: { state: 'sent' } },
      });
      expect(row.projectIds.toSorted()).toEqual(projects.slice(0, 2).toSorted());
      await until('one seat more is used', async () => (await usedSeats()) === before + 1, patience);
      expect((await create('zoe')).answer).toMatchObject({ status: 409, body: { code: 'login-taken' } });
    },
    limit,
  );

  test(
    'STO-6 STO-7 the mailed link leads to an own password, and the person sees what they are linked to',
    async () => {
      const { path, email } = await create('ivo');
      const asIvo = await signInAfterMail(email);
      const { sites } = await asIvo.must('GET', '/me');
      expect(sites).toMatchObject([{ slug: 'studio' }]);
      const { items } = await asIvo.must('GET', `${site}/projects`);
      expect(items.map(({ name }: { name: string }) => name)).toEqual(['Kestrel', 'Nightjar']);
      await rowWhen(path, 'Created', ({ accountStatus }) => accountStatus === 'Created');
      expect((await asIvo.get(`${site}/people`)).status).toBe(403);
      expect((await asIvo.get(`${site}/seats`)).status).toBe(403);
      expect((await asIvo.get(`${site}/projects/${projects[2]}`)).status).toBe(404);
      const why = `${path}/access?action=entity/Project/see&project=${projects[2]}`;
      expect((await installation.asAdmin.get(why)).body).toMatchObject({ allowed: false, code: 'project-not-visible' });
    },
    limit,
  );

  test(
    'STO-8 disabling ends the session, the event stream and the seat at once',
    async () => {
      const { path, email } = await create('una');
      const asUna = await signInAfterMail(email);
      expect((await asUna.get('/me')).status).toBe(200);
      const stream = await eventsOf(installation.door.url, asUna.authorization);
      const before = await usedSeats();
      expect((await installation.asAdmin.post(`${path}/disable`)).status).toBe(204);
      expect((await asUna.get('/me')).status).toBe(401);
      await stream.ended;
      await rowWhen(path, 'without a seat', ({ status, seat }) => status === 'disabled' && !seat.held);
      await until('the seat is free', async () => (await usedSeats()) === before - 1, patience);
    },
    limit,
  );

  test(
    'STO-3 STO-4 without a free seat nobody is activated or invited, and the row says why',
    async () => {
      for (let number = await usedSeats(); number < seats; number++) {
        const { path } = await create(`filler${number}`);
        await rowWhen(path, 'active', ({ status }) => status === 'active');
      }
      const { path, email } = await create('late');
      const row = await rowWhen(path, 'refused', ({ activation }) => activation.state === 'refused');
      expect(row).toMatchObject({ status: 'disabled', activation: { code: 'no-seat-left' }, seat: { held: false } });
      expect(row.activation.reason).toContain(`${seats} of ${seats}`);
      await installation.quiet();
      expect(await installation.mailsTo(email)).toEqual([]);
    },
    limit,
  );

  test(
    'STO-9 a seat taken away in the portal shows up with kind, since, by whom and suggestion, and can be resolved',
    async () => {
      const { asAdmin, teamId } = installation;
      const { items } = await asAdmin.must('GET', `/teams/${teamId}/seats?q=zoe`);
      const [{ accountId }] = items;
      await asAdmin.must('POST', `/teams/${teamId}/seats/${accountId}/unassign`);
      const id = await runThatFinds(1);
      const findings = await asAdmin.must('GET', `${site}/diagnostic-runs/${id}/findings`);
      expect(findings.items).toMatchObject([
        { login: 'zoe', kind: 'seat-missing', suggestion: 'inactive', chosenStatus: 'inactive', by: { kind: 'user' } },
      ]);
      expect(Date.parse(findings.items[0].since)).not.toBeNaN();
      await asAdmin.must('POST', `${site}/diagnostic-runs/${id}/resolve`);
      const stateOf = async () => (await asAdmin.must('GET', `${site}/diagnostic-runs/${id}`)).state;
      await until('the run is finished', async () => (await stateOf()) === 'finished', patience);
      await runThatFinds(0);
    },
    limit,
  );
}
