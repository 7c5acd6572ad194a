import { beforeEach, describe, expect, test } from '@jest/globals';
import { type EnvelopeOf, mailRequested } from '@rollcall/contracts';
import { type Command, createCommandHandler, DependencyAway, writes } from '@rollcall/event-sourcing';
import { readState, type Mail, type Mailbox } from '@rollcall/service-kit';
import { commandContext, createMemoryEventStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
import { invitationDecider } from '../invitation/invitation.decider.js';
import { invitationStream } from '../invitation/invitation.events.js';
import { requestMail } from '../mail/mail.decisions.js';
import { mailDecider } from '../mail/mail.decider.js';
import { type MailRequested, mailStream } from '../mail/mail.events.js';
import { OnMailRequested } from './on-mail-requested.js';

const cryptography = createTestCryptography();
const links = { urlOf: ({ id, generation }: { id: string; generation: number }) => `https://x/#${id}-${generation}` };
const sites = { get: async () => ({ siteId: 's', name: 'Northern Light' }) };
const link = { generation: 1, keyId: '1', expiresAt: '2026-01-12T09:00:00.000Z' };
const mail: MailRequested['data'] = {
  mailId: 'm',
  template: 'enter-site',
  personId: 'p',
  siteId: 's',
  invitationId: 'i',
  link: { purpose: 'invitation', id: 'p', generation: 1, keyId: '1' },
  expiresAt: link.expiresAt,
  personal: { subject: 'account:a', to: 'zoe@x.example', name: 'Zoë' },
};
const invitation = {
  ...{ invitationId: 'i', personId: 'p', siteId: 's', accountId: 'a', variant: 'enter-site' as const },
  ...{ link, issuedAt: '2026-01-05T09:00:00.000Z' },
} as const;
/** An invitation and its mail, as one decision makes them. */
const invite = (asked: MailRequested['data']): Command => ({
  addressed: mailStream(asked.mailId),
  decide: (get) => {
    const stream = invitationStream('p');
    const issue = { type: 'IssueInvitation', data: invitation } as const;
    return writes([stream, invitationDecider.decide(issue, get(invitationDecider, stream))], requestMail(get, asked));
  },
});
const message = {
  ...{ id: 'message', type: mailRequested.type, source: '/rollcall/identity', topic: 'rollcall.identity.v1' },
  ...{ key: 'm', data: { mailId: 'm' } },
  metadata: {
    ...{ causationId: 'c', correlationId: 'c', actor: { kind: 'system', id: 'test' } },
    occurredAt: new Date('2026-01-05T09:00:00.000Z'),
  },
} as EnvelopeOf<typeof mailRequested>;

/** A mail server that takes mails until told otherwise. */
class Server {
  readonly taken: Mail[] = [];
  fails: Error | undefined;

  async send(sent: Mail): Promise<void> {
    if (this.fails) throw this.fails;
    this.taken.push(sent);
  }
}

let store: ReturnType<typeof createMemoryEventStore>;
let server: Server;
let handle: ReturnType<typeof createCommandHandler>;
const follower = (handler = handle): OnMailRequested =>
  new OnMailRequested(handler, store, cryptography, createVirtualClock(), server, links as never, sites as never);
const statuses = async () => {
  const sent = await readState(store, mailDecider, mailStream('m'));
  const invited: string[] = [];
  for await (const { type } of store.readStream(invitationStream('p'))) invited.push(type);
  return [sent.state.status, ...invited];
};

beforeEach(async () => {
  store = createMemoryEventStore({ cryptography });
  server = new Server();
  handle = createCommandHandler({ store, cryptography, clock: createVirtualClock(), random: () => 0 });
  await handle(invite(mail), commandContext());
});

describe('STO-6 the mail follower', () => {
  test('STO-6 sends what is asked for, and the invitation tells so', async () => {
    expect(await follower().send(message)).toBe('ack');
    expect(server.taken).toMatchObject([
      { id: 'm', to: 'zoe@x.example', subject: 'You now have access to Northern Light' },
    ]);
    expect(await statuses()).toEqual(['sent', 'InvitationIssued', 'InvitationSent']);
  });

  test('KRN-04 a repeated message sends nothing more', async () => {
    await follower().send(message);
    expect(await follower().send(message)).toBe('ack');
    expect(server.taken).toHaveLength(1);
  });

  test('KRN-09 a crash between sending and noting repeats the same mail under the same id', async () => {
    const crashing = follower((async () => {
      throw new Error('killed');
    }) as never);
    await expect(crashing.send(message)).rejects.toThrow('killed');
    await follower().send(message);
    expect(server.taken).toHaveLength(2);
    expect(server.taken[1]).toEqual(server.taken[0]);
    expect(await statuses()).toEqual(['sent', 'InvitationIssued', 'InvitationSent']);
  });

  test('KRN-10 a server that is away is waited for: nothing is noted', async () => {
    server.fails = new DependencyAway('the mail server');
    await expect(follower().send(message)).rejects.toThrow(DependencyAway);
    expect(await statuses()).toEqual(['requested', 'InvitationIssued']);
    server.fails = undefined;
    expect(await follower().send(message)).toBe('ack');
  });

  test('STO-6 a refusal for good is noted without the server’s words', async () => {
    server.fails = Object.assign(new Error('550 no such user zoe@x.example'), { responseCode: 550 });
    expect(await follower().send(message)).toBe('ack');
    expect(await statuses()).toEqual(['failed', 'InvitationIssued', 'InvitationFailed']);
    const [, failed] = await Array.fromAsync(store.readStream(mailStream('m')));
    expect(failed!.data).toEqual({ reason: 'The mail server refused this mail (550).' });
  });

  test('KRN-17 nobody writes to somebody erased', async () => {
    const erased = { ...mail, mailId: 'n', personal: { ...mail.personal, to: '[erased]', name: '[erased]' } };
    await handle(invite(erased), commandContext());
    expect(await follower().send({ ...message, data: { mailId: 'n' } })).toBe('ack');
    expect(server.taken).toEqual([]);
  });

  test('KRN-17 what was sent while its owner was erased is removed, also by the next try', async () => {
    const own = { ...mail, mailId: 'o', personal: { ...mail.personal, subject: 'account:o' } };
    await handle(invite(own), commandContext());
    const removed: string[] = [];
    const mailbox = { erase: async (id: string) => void removed.push(id) } as unknown as Mailbox;
    const erasing = { send: async () => cryptography.erase('account:o') };
    const crashing = (async () => {
      throw new Error('killed');
    }) as never;
    const sending = (handler: typeof handle) =>
      new OnMailRequested(
        ...([handler, store, cryptography, createVirtualClock(), erasing, links as never, sites as never] as const),
        mailbox,
      ).send({ ...message, data: { mailId: 'o' } });
    await expect(sending(crashing)).rejects.toThrow('killed');
    expect(await sending(handle)).toBe('ack');
    expect(removed).toEqual(['o', 'o']);
  });
});
