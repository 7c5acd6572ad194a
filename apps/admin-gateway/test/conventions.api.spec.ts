import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importFacet, personFacet } from '@rollcall/contracts';
import { type Asking, GatewayWorld } from './gateway-world.js';
import { personState, tellStudio, tokenOf } from './studio.js';

let world: GatewayWorld;
beforeAll(async () => {
  world = await GatewayWorld.start();
  await tellStudio(world);
  const { services } = world;
  services.on('directory', 'POST /sites/montreal/people', () => ({ status: 201, body: { personId: 'new' } }));
  services.on('directory', 'PATCH /sites/montreal/people/zoe', () => ({ status: 204, headers: { etag: '"7"' } }));
});
afterAll(() => world.stop());

const ada = (path: string, asking: Asking = {}) => world.ask(`/api/v1${path}`, { ...asking, as: tokenOf('ada') });
const post = (path: string, body: unknown, headers = {}) => ada(path, { method: 'POST', body, headers });
const person = { firstName: 'Zoë', lastName: '', login: 'z', email: 'z@example.com' };
const creations = () => world.services.callsOf('directory', 'POST /sites/montreal/people');

describe('a write', () => {
  test('goes to the owner with who acts, and answers its version and what to wait for', async () => {
    const created = await post('/sites/montreal/people', person);
    expect(created).toMatchObject({ status: 201, body: { id: 'new' } });
    expect(created.headers.get('location')).toBe('/api/v1/sites/montreal/people/new');
    expect(creations().at(-1)).toMatchObject({
      body: { ...person, projectIds: [], groupIds: [], status: 'active', welcome: 'invite' },
      headers: { 'rollcall-actor': 'user:account-ada' },
    });
  });

  test('that is guarded needs the version it was decided on, and passes it to the owner', async () => {
    const edit = (headers: Readonly<Record<string, string>>) =>
      ada('/sites/montreal/people/zoe', { method: 'PATCH', body: { login: 'zz' }, headers });
    expect(await edit({})).toMatchObject({ status: 428, body: { code: 'version-required' } });
    const edited = await edit({ 'if-match': '"3"' });
    expect([edited.status, edited.headers.get('etag')]).toEqual([204, '"7"']);
    expect(world.services.callsOf('directory', 'PATCH /sites/montreal/people/zoe').at(-1)?.headers['if-match']).toBe(
      '"3"',
    );
  });

  test('asks each field’s own permission', async () => {
    const as = tokenOf('zoe');
    const edit = { method: 'PATCH', as, body: { login: 'x' }, headers: { 'if-match': '"1"' } };
    expect((await world.ask('/api/v1/sites/montreal/people/ada', edit)).status).toBe(403);
  });

  test('with what the site does not know is refused before it is sent', async () => {
    const before = creations().length;
    const unknown = await post('/sites/montreal/people', { ...person, projectIds: ['nightjar', 'monsoon'] });
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: 'unknown-project', errors: [{ pointer: '/projectIds/1' }] },
    });
    const role = await post('/sites/montreal/people', { ...person, roleId: 'admin-mumbai' });
    expect(role).toMatchObject({ status: 422, body: { code: 'unknown-role', errors: [{ pointer: '/roleId' }] } });
    expect(creations().length).toBe(before);
  });
});

describe('Idempotency-Key', () => {
  test('the same request again answers the same and is not sent again', async () => {
    const before = creations().length;
    const first = await post('/sites/montreal/people', person, { 'idempotency-key': '"one"' });
    const again = await post('/sites/montreal/people', person, { 'idempotency-key': 'one' });
    expect([again.status, again.body, again.headers.get('location')]).toEqual([
      201,
      first.body,
      first.headers.get('location'),
    ]);
    expect(creations().length).toBe(before + 1);
  });

  test('another request under the key is 422; another caller’s key is another key', async () => {
    const other = await post('/sites/montreal/people', { ...person, login: 'y' }, { 'idempotency-key': 'one' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const mia = { method: 'POST', as: tokenOf('mia'), body: person, headers: { 'idempotency-key': 'one' } };
    expect((await world.ask('/api/v1/sites/montreal/people', mia)).status).toBe(404);
  });

  test('the same file again is the same request; another one of equal length is 422', async () => {
    world.services.on('directory', 'POST /sites/montreal/imports', () => ({ status: 202, body: { importId: 'i' } }));
    const upload = async (content: string) => {
      const form = new FormData();
      form.set('file', new Blob([content], { type: 'text/csv' }), 'people.csv');
      // A sender frames the file anew each time.
      const request = new Request('http://localhost', { method: 'POST', body: form });
      const headers = { 'content-type': request.headers.get('content-type') ?? '', 'idempotency-key': 'file' };
      return ada('/sites/montreal/imports', { method: 'POST', body: await request.text(), headers });
    };
    expect([await upload('Login\nmona\n'), await upload('Login\nmona\n')]).toMatchObject([
      { status: 202, body: { id: 'i' } },
      { status: 202, body: { id: 'i' } },
    ]);
    expect(world.services.callsOf('directory', 'POST /sites/montreal/imports')).toHaveLength(1);
    expect(await upload('Login\nlisa\n')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  test('a refusal is kept as well, a fault is not', async () => {
    let answer = { status: 409, body: { code: 'login-taken', detail: 'Taken.' } };
    world.services.on('directory', 'POST /sites/montreal/projects', () => answer);
    const create = (key: string) => post('/sites/montreal/projects', { name: 'Ash' }, { 'idempotency-key': key });
    expect((await create('two')).status).toBe(409);
    answer = { status: 503, body: { code: 'service-unavailable', detail: 'Away.' } };
    expect((await create('two')).status).toBe(409);
    expect((await create('three')).status).toBe(503);
    answer = { status: 409, body: { code: 'already-exists', detail: 'There.' } };
    expect((await create('three')).body.code).toBe('already-exists');
  });

  test('while the first is under way, its repeat is told so', async () => {
    const arrived = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    world.services.on('directory', 'POST /sites/montreal/projects', async () => {
      arrived.resolve();
      await goOn.promise;
      return { status: 201, body: { projectId: 'p' } };
    });
    const create = () => post('/sites/montreal/projects', { name: 'Slow' }, { 'idempotency-key': 'four' });
    const first = create();
    await arrived.promise;
    expect(await create()).toMatchObject({ status: 409, body: { code: 'command-in-progress' } });
    goOn.resolve();
    expect((await first).status).toBe(201);
  });

  test('a command’s id follows from caller, route and key', async () => {
    const ids = creations().map(({ headers }) => headers['rollcall-command-id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(String(id)))).toBe(true);
  });
});

describe('a read', () => {
  test('KRN-16 waits for the writes its token names, and never answers older data', async () => {
    const token = { 'consistency-token': 'directory/person/late@5000' };
    const late = ada('/sites/montreal/people/late', { headers: token });
    await world.tell(personFacet, 'late', personState('late', 'montreal'), 5000);
    expect(await late).toMatchObject({ status: 200, body: { id: 'late' } });
    const never = await ada('/sites/montreal/people', {
      headers: { 'consistency-token': 'directory/person/late@9000' },
    });
    expect(never).toMatchObject({ status: 503, body: { code: 'consistency-timeout' } });
    expect(never.headers.get('retry-after')).not.toBeNull();
  });

  test('KRN-16 whatever this gateway answers itself is never older than the token', async () => {
    const asked = [
      ['/operations/soon', 'directory/import/soon@9000'],
      ['/operations/soon', 'licensing/diagnostic-run/soon@9000'],
      ['/sites', 'directory/site/soon@9000'],
      ['/sites', 'identity/link/soon@9000'],
      ['/sites/montreal', 'directory/site/soon@9000'],
      ['/me', 'directory/person/soon@9000'],
      ['/me', 'licensing/team/soon@9000'],
      ['/me/access?site=montreal', 'authorization/role/soon@9000'],
      ['/me/access?site=montreal', 'authorization/assignments/soon@9000'],
    ] as const;
    const answers = await Promise.all(
      asked.map(async ([path, token]) => {
        const { body } = await ada(path, { headers: { 'consistency-token': token } });
        return [path, token, body.code];
      }),
    );
    expect(answers).toEqual(asked.map(([path, token]) => [path, token, 'consistency-timeout']));
  });

  test('KRN-16 an operation is there for the token of the write that began it', async () => {
    const token = { 'consistency-token': 'directory/import/soon@1' };
    const soon = ada('/operations/soon', { headers: token });
    const counts = { rows: 1, good: 1, bad: 0, applied: 0, refused: 0 };
    await world.tell(importFacet, 'soon', { importId: 'soon', siteId: 'montreal', state: 'running', counts }, 1);
    expect(await soon).toMatchObject({ status: 200, body: { id: 'soon', state: 'running' } });
  });

  test('goes from page to page without losing or repeating anybody', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await ada(`/sites/montreal/people?limit=1&sort=-login${after && `&after=${after}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      expect(body.total.count).toBe(3);
      if (body.next === undefined) break;
      after = body.next;
    }
    expect(seen).toEqual(['zoe', 'late', 'ada']);
  });

  test('filters by what a person is', async () => {
    const found = async (query: string) =>
      (await ada(`/sites/montreal/people?sort=login&${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await found('roleId=artist-montreal')).toEqual(['zoe']);
    expect(await found('accountStatus=none')).toEqual(['late']);
    expect(await found('accountStatus=Created&accountStatus=none&projectId=nightjar')).toEqual(['zoe']);
    expect(await found('q=ZO')).toEqual(['zoe']);
    expect(await found('hasDrift=true')).toEqual([]);
  });
});

describe('bad input', () => {
  const people = '/sites/montreal/people';
  const send = (method: string) => (path: string, body: unknown) =>
    ada(path, { method, body, headers: { 'if-match': '"1"' } });

  test.each([
    ['a number for a name', people, { ...person, firstName: 1 }, '/firstName'],
    ['null for a name', people, { ...person, firstName: null }, '/firstName'],
    ['an object for a login', people, { ...person, login: { $ne: '' } }, '/login'],
    ['no email', people, { ...person, email: undefined }, '/email'],
    ['no real email', people, { ...person, email: 'z@' }, '/email'],
    ['a name that is too long', people, { ...person, lastName: 'x'.repeat(101) }, '/lastName'],
    ['a field nobody knows', people, { ...person, isAdmin: true }, '/isAdmin'],
    ['a text for a list', people, { ...person, projectIds: 'nightjar' }, '/projectIds'],
    ['a list of numbers', people, { ...person, projectIds: [1] }, '/projectIds'],
    ['a word that is none', people, { ...person, status: 'retired' }, '/status'],
    ['a group of nobody’s', people, { ...person, groupIds: ['x'] }, '/groupIds/0'],
  ])('%s is refused at its field', async (_, path, body, pointer) => {
    const before = creations().length;
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(creations().length).toBe(before);
  });

  test.each([
    ['half a scope', { assignments: [{ roleId: 'artist-montreal', scope: { allOpen: true } }] }],
    ['no list', { assignments: {} }],
    ['an unknown field inside', { assignments: [{ roleId: 'r', scope: { allOpen: true, projectIds: [], all: 1 } }] }],
  ])('assignments with %s are refused', async (_, body) => {
    expect((await send('PUT')('/sites/montreal/people/zoe/assignments', body)).status).toBe(400);
  });

  test.each([
    ['limit=0'],
    ['limit=501'],
    ['limit=many'],
    ['sort=password'],
    ['status=gone'],
    ['hasDrift=maybe'],
    ['after=nonsense'],
    ['unknown=1'],
    ['status[$ne]=active'],
    [`q=${'x'.repeat(201)}`],
  ])('a list asked with %s is refused', async (query) => {
    expect(await ada(`/sites/montreal/people?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed' },
    });
  });

  test.each([
    ['broken JSON', '{"firstName":', 400],
    ['a prototype', '{"__proto__":{"x":1}}', 400],
    ['two mebibytes', JSON.stringify({ firstName: 'x'.repeat(2 * 1024 * 1024) }), 413],
  ])('%s is refused', async (_, body, status) => {
    expect((await post('/sites/montreal/people', body)).status).toBe(status);
  });

  test.each(['%2e%2e', '..%2f..%2fetc', 'a%00b', 'x'.repeat(300), '%F0%9F%92%A9'])(
    'an id like %s is just unknown',
    async (id) => {
      expect([404, 400]).toContain((await ada(`/sites/montreal/people/${id}`)).status);
      expect([404, 400]).toContain((await ada(`/sites/${id}/people`)).status);
    },
  );

  test.each([
    ['a weak ETag', 'W/"1"', 412],
    ['no ETag at all', '*', 400],
  ])('%s in If-Match', async (_, tag, status) => {
    const edit = { method: 'PATCH', body: { login: 'q' }, headers: { 'if-match': tag } };
    expect((await ada('/sites/montreal/people/zoe', edit)).status).toBe(status);
  });

  test('a file that is none, and one without a form, are refused', async () => {
    expect((await post('/sites/montreal/imports', { file: 'x' })).status).toBe(400);
    const boundary = { 'content-type': 'multipart/form-data; boundary=x' };
    const empty = await ada('/sites/montreal/imports', { method: 'POST', body: '--x--\r\n', headers: boundary });
    expect(empty.status).toBe(400);
  });
});
