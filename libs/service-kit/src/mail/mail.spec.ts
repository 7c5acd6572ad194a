import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DependencyAway } from '@rollcall/event-sourcing';
import { createVirtualClock } from '@rollcall/testing';
import { createDiskMailbox } from './disk-mailbox.js';
import { createSmtpMail } from './smtp-mail.js';

const mail = (id: string, to = 'zoe@studio.example') => ({
  id,
  to,
  subject: 'Willkommen, Zoë',
  text: 'Grüße',
  html: '<p>Grüße</p>',
  template: 'accept-invitation',
  reference: 'invitation-1',
});

describe('the mailbox on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-mail-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const open = (clock = createVirtualClock()) => createDiskMailbox({ folder, from: 'Rollcall <r@localhost>', clock });

  test('holds each mail as a mail server would have got it, newest first', async () => {
    const clock = createVirtualClock();
    const mailbox = open(clock);
    await mailbox.send(mail('one'));
    clock.advance(1000);
    await mailbox.send(mail('two'));
    expect((await mailbox.list()).map(({ id }) => id)).toEqual(['two', 'one']);
    const stored = await mailbox.read('one');
    expect(stored).toMatchObject({ ...mail('one'), sentAt: new Date(clock.now().getTime() - 1000) });
    expect(stored?.mime).toMatch(/Message-ID: <one@rollcall>[\s\S]*multipart\/alternative/);
    expect(statSync(join(folder, 'one.json')).mode & 0o777).toBe(0o600);
  });

  test('says in its head from which template it was made, and what it is about', async () => {
    const mailbox = open();
    await mailbox.send(mail('one'));
    const { reference: _none, ...notice } = mail('two');
    await mailbox.send(notice);
    const [one, two] = await Promise.all(['one', 'two'].map(async (id) => (await mailbox.read(id))?.mime));
    expect(one).toMatch(/^X-Rollcall-Template: accept-invitation$/m);
    expect(one).toMatch(/^X-Rollcall-Reference: invitation-1$/m);
    expect(two).not.toContain('X-Rollcall-Reference');
  });

  test('a mail sent twice is one mail, at its first time', async () => {
    const clock = createVirtualClock();
    await open(clock).send(mail('one'));
    const [first] = await open().list();
    clock.advance(1000);
    await open(clock).send(mail('one'));
    expect(await open().list()).toEqual([first]);
  });

  test('KRN-17 erases a mail without a trace, half-written or not', async () => {
    const mailbox = open();
    await mailbox.send(mail('one'));
    await mailbox.send(mail('two', 'ann@studio.example'));
    writeFileSync(join(folder, 'one.json.draft'), 'half of one');
    for (const id of ['one', 'one', '../two']) await mailbox.erase(id);
    expect(readdirSync(folder)).toEqual(['two.json']);
  });

  test('lets no id out of its folder', async () => {
    const mailbox = open();
    await expect(mailbox.send(mail('../x'))).rejects.toThrow();
    expect(await mailbox.read('../secrets')).toBeUndefined();
  });
});

describe('SMTP', () => {
  let server: Server;
  const received: string[] = [];
  const listen = (answerToRecipient: string): Promise<string> => {
    server = createServer((socket) => {
      let data = false;
      socket.write('220 test\r\n');
      socket.on('data', (chunk) => {
        const text = chunk.toString();
        received.push(text);
        if (data && text.endsWith('\r\n.\r\n')) data = false;
        else if (data) return;
        else if (text.startsWith('DATA')) data = true;
        socket.write(data ? '354 go on\r\n' : text.startsWith('RCPT') ? answerToRecipient : '250 ok\r\n');
      });
      socket.on('error', () => {});
    });
    return new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve(`smtp://127.0.0.1:${(server.address() as { port: number }).port}`)),
    );
  };
  afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  test('sends text and HTML under the id of the mail', async () => {
    await createSmtpMail({ url: await listen('250 ok\r\n'), from: 'r@localhost' }).send(mail('one'));
    expect(received.join('')).toMatch(/RCPT TO:<zoe@studio.example>[\s\S]*Message-ID: <one@rollcall>[\s\S]*text\/html/);
  });

  test('a server that is away or busy is waited for; one that refuses the address is believed', async () => {
    const busy = createSmtpMail({ url: await listen('450 later\r\n'), from: 'r@localhost' });
    await expect(busy.send(mail('one'))).rejects.toThrow(DependencyAway);
    await new Promise((resolve) => server.close(resolve));
    await expect(busy.send(mail('one'))).rejects.toThrow(DependencyAway);
    const refusing = createSmtpMail({ url: await listen('550 unknown\r\n'), from: 'r@localhost' });
    await expect(refusing.send(mail('one'))).rejects.toThrow(/550 unknown/);
  });
});
