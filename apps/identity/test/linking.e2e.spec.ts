import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { LinkFacet } from '@rollcall/contracts';
import { type Envelope, type EventStore, type MessageBus } from '@rollcall/event-sourcing';
import { BUS, EVENT_STORE, readFacet } from '@rollcall/service-kit';
import { linkStream } from '../src/link/link.decisions.js';
import { linkFold } from '../src/link/link.facet.js';
import { toldPerson } from './directory-tells.js';
import { goodPassword, RunningIdentity } from './running-identity.js';

jest.setTimeout(120_000);
let identity: RunningIdentity;
const answers: Envelope[] = [];
beforeAll(async () => {
  identity = await RunningIdentity.start();
  await identity.get<MessageBus>(BUS).observe(['rollcall.identity.v1'], (message) => void answers.push(message));
});
afterAll(() => identity.stop());

const linkOf = async (personId: string) =>
  (await readFacet<LinkFacet>(identity.get<EventStore>(EVENT_STORE), linkFold, linkStream(personId)))?.state;
const toldOf = (personId: string) =>
  answers.filter(({ key }) => key === personId).map(({ type }) => type.split('.').at(-2));
const advice = (personId: string, email: string) =>
  identity.call<{ advice: string }>('get', `/people/${personId}/email-advice?email=${encodeURIComponent(email)}`);

describe('STO-2 an attempt is answered with an account', () => {
  test('IDN-05 IDN-06 IDN-03 people with one email share one account, each with a link of their own', async () => {
    const [here, there] = [toldPerson('here', 'kim@x.example'), toldPerson('there', 'Kim@X.example', 'mumbai')];
    const accountId = await identity.activate(here);
    await identity.activate(there);
    expect(await linkOf('here')).toMatchObject({ accountId, siteId: 'montreal', status: 'Pending' });
    expect(await linkOf('there')).toMatchObject({ accountId, siteId: 'mumbai', status: 'Pending' });
    await identity.call('post', '/people/here/enter-site', { accountId });
    expect(await linkOf('here')).toMatchObject({ status: 'Created' });
    expect(await linkOf('there')).toMatchObject({ status: 'Pending' });
  });

  test('STO-2 redelivery, and an attempt that was answered, change nothing', async () => {
    const lee = toldPerson('lee', 'lee@x.example');
    const asks = identity.directory.asks(lee);
    await identity.hear(asks);
    const before = await linkOf('lee');
    await identity.hear(asks, { ...identity.directory.asks(lee), id: 'again' });
    expect(await linkOf('lee')).toEqual(before);
  });

  test('STO-2 K17 by hand, an account must exist already', async () => {
    const eli = toldPerson('eli', 'eli@x.example');
    await identity.hear(identity.directory.asks(eli, { byHand: true }));
    expect(toldOf('eli')).toEqual(['account-link-refused']);
    await identity.operatorAccount('eli@x.example');
    eli.attempt = 2;
    await identity.hear(identity.directory.asks(eli, { byHand: true, cause: 'activate' }));
    expect(toldOf('eli')).toEqual(['account-link-refused', 'account-linked']);
  });
});

describe('editing an email on the site', () => {
  test('IDN-50 IDN-49 of an active person: warned of, moved to a second account, and taken back when refused', async () => {
    const ana = toldPerson('ana', 'ana@x.example');
    const accountId = await identity.activate(ana);
    expect(await advice('ana', 'ana@new.example')).toMatchObject({ body: { advice: 'twin' } });
    expect(await advice('ana', 'ana@x.example')).toMatchObject({ body: { advice: 'fine' } });
    expect(await advice('ana', 'kim@x.example')).toMatchObject({ body: { advice: 'existing-account' } });
    ana.attempt = 2;
    await identity.hear(
      identity.directory.editsEmail(ana, 'ana@new.example'),
      identity.directory.asks(ana, { cause: 'email-edit' }),
    );
    expect(await linkOf('ana')).toMatchObject({ attempt: 2, twin: { kind: 'site-edit', twinAccountId: accountId } });
    await identity.hear(identity.directory.refuses(ana));
    expect(await linkOf('ana')).toMatchObject({ accountId, attempt: 1, status: 'Pending' });
    expect(toldOf('ana').slice(-1)).toEqual(['account-link-restored']);
    const { id, token } = await identity.linkTo('ana@x.example', 'ACCEPT INVITATION');
    expect(await identity.call('post', '/invitations/inspect', { id, token })).toMatchObject({ ok: true });
  });

  test('IDN-45 of a disabled person: unlinked, and who was invited by mistake stays out', async () => {
    const tom = toldPerson('tom', 'wrong@x.example');
    const wrong = await identity.activate(tom);
    const link = await identity.linkTo('wrong@x.example', 'ACCEPT INVITATION');
    const body = { id: link.id, token: link.token, password: goodPassword };
    await identity.call('post', '/invitations/accept', body);
    const session = await identity.signIn('wrong@x.example');
    await identity.hear(identity.directory.disables(tom, wrong), identity.directory.editsEmail(tom, 'tom@x.example'));
    expect(await linkOf('tom')).not.toHaveProperty('accountId');
    const sessionId = session.ok ? session.body.sessionId : '';
    expect(await identity.session(sessionId)).toMatchObject({ body: { open: false } });
    tom.attempt = 2;
    const right = await identity.activate(tom);
    expect(right).not.toBe(wrong);
    expect(await linkOf('tom')).toMatchObject({ accountId: right, status: 'Pending' });
    expect(await linkOf('tom')).not.toHaveProperty('twin');
    expect(await identity.call('post', '/people/tom/enter-site', { accountId: wrong })).toMatchObject({ status: 404 });
    await identity.linkTo('tom@x.example', 'ACCEPT INVITATION');
  });

  test('IDN-49 IDN-46 edited to the address the account moved to, it is the same account', async () => {
    const isa = toldPerson('isa', 'isa@x.example');
    await identity.operatorAccount('isa@x.example');
    const accountId = await identity.activate(isa);
    await identity.hear(identity.directory.disables(isa, accountId));
    await identity.call('post', `/accounts/${accountId}/email-changes`, { email: 'isa@new.example' });
    const { id, token } = await identity.linkTo('isa@new.example', 'CONFIRM NEW EMAIL');
    await identity.call('post', '/email-changes/confirm', { id, token });
    await identity.hear(identity.directory.editsEmail(isa, 'isa@new.example'));
    isa.attempt = 2;
    expect(await identity.activate(isa)).toBe(accountId);
    expect(await linkOf('isa')).not.toHaveProperty('twin');
  });
});

describe('STO-8 attempts that have ended', () => {
  test('STO-8 whichever message tells of it first ends the access', async () => {
    const mia = toldPerson('mia', 'mia@x.example');
    await identity.operatorAccount('mia@x.example');
    await identity.activate(mia);
    const session = await identity.signIn('mia@x.example');
    const sessionId = session.ok ? session.body.sessionId : '';
    mia.status = 'disabled';
    mia.ended = 1;
    await identity.hear(identity.directory.renames(mia));
    expect(await identity.session(sessionId)).toMatchObject({ body: { open: false } });
  });

  test('STO-2 STO-8 a request for one of them is refused, and links nobody', async () => {
    const jon = toldPerson('jon', 'jon@x.example');
    const late = identity.directory.asks(jon);
    jon.ended = 1;
    await identity.hear(identity.directory.renames(jon), late);
    expect(toldOf('jon')).toEqual(['account-link-refused']);
    expect(answers.findLast(({ key }) => key === 'jon')).toMatchObject({ data: { code: 'attempt-ended', attempt: 1 } });
    await expect(identity.accountOf('jon@x.example')).rejects.toThrow('nobody has this email');
  });

  test('STO-2 STO-8 their end frees the account for somebody else of the site, and no later link', async () => {
    const [pia, kit] = [toldPerson('pia', 'pia@x.example'), toldPerson('kit', 'pia@new.example')];
    await identity.operatorAccount('pia@x.example');
    const accountId = await identity.activate(pia);
    await identity.call('post', `/accounts/${accountId}/email-changes`, { email: 'pia@new.example' });
    const { id, token } = await identity.linkTo('pia@new.example', 'CONFIRM NEW EMAIL');
    await identity.call('post', '/email-changes/confirm', { id, token });
    await identity.hear(identity.directory.asks(kit));
    expect(answers.findLast(({ key }) => key === 'kit')).toMatchObject({ data: { code: 'account-already-on-site' } });
    kit.attempt = 2;
    await identity.hear(identity.directory.disables(pia, accountId));
    await identity.hear(identity.directory.asks(kit, { cause: 'activate' }));
    expect(await linkOf('kit')).toMatchObject({ accountId, attempt: 2 });
    kit.ended = 1;
    await identity.hear(identity.directory.renames(kit));
    // Nobody was activated yet: only the slot leads there.
    const { body } = (await identity.call('get', `/accounts/${accountId}/links?site=montreal`)) as { body?: unknown };
    expect(body).toMatchObject({ links: expect.arrayContaining([expect.objectContaining({ personId: 'kit' })]) });
  });
});

test('DGN-12 links and accounts are exported by site, without names and addresses', async () => {
  const rows = async (what: string, site: string): Promise<string> => {
    const token = identity.call<unknown>('get', `/exports/${what}?site=${site}`);
    return JSON.stringify(await token);
  };
  expect(await rows('links', 'mumbai')).toContain('there');
  expect(await rows('links', 'mumbai')).not.toContain('lee');
  expect(await rows('accounts', 'mumbai')).toContain(await identity.accountOf('kim@x.example'));
  for (const what of ['links', 'accounts']) expect(await rows(what, 'montreal')).not.toContain('@');
  expect(await identity.call('get', '/exports/links')).toMatchObject({ status: 400 });
});
