import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { SeenMail } from './mailbox-of.js';

/** A mail server of this machine that takes every mail and keeps it. */
export interface MailServer extends AsyncDisposable {
  /** What `ROLLCALL_SMTP_URL` names. */
  readonly url: string;
  /** The mails to one address, newest first. */
  mailsTo(email: string): readonly SeenMail[];
  /** Resolves when a mail to this address, as it is written there, comes from now on. */
  arrival(email: string): Promise<void>;
  /** How many there are, each as often as it was handed over. */
  readonly count: number;
  /** From now on every recipient is refused for good, or no longer. */
  refuse(refusing: boolean): void;
}

/** Starts one on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mails: SeenMail[] = [];
  const awaited = new Map<string, () => void>();
  const take = (mail: SeenMail): void => {
    mails.unshift(mail);
    awaited.get(mail.to)?.();
  };
  const rules = { refusing: false };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.once('close', () => open.delete(socket)).on('error', () => undefined));
    converse(socket, rules, (mime) => take(mailOf(mime)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get count() {
      return mails.length;
    },
    mailsTo: (email) => mails.filter(({ to }) => to.toLowerCase().includes(email.toLowerCase())),
    arrival: (email) => new Promise((resolve) => void awaited.set(email, resolve)),
    refuse: (refusing) => (rules.refusing = refusing),
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** As much SMTP as one mail a connection needs. */
function converse(socket: Socket, rules: Readonly<{ refusing: boolean }>, take: (mime: string) => void): void {
  let received = '';
  let isMail = false;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  say('220 here');
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    for (;;) {
      const end = isMail ? '\r\n.\r\n' : '\r\n';
      const at = received.indexOf(end);
      if (at < 0) return;
      const text = received.slice(0, at);
      received = received.slice(at + end.length);
      if (isMail) take(text.replaceAll('\r\n..', '\r\n.'));
      isMail = !isMail && text.toUpperCase() === 'DATA';
      say(isMail ? '354 go on' : answerTo(text.toUpperCase(), rules.refusing));
    }
  });
}

function answerTo(command: string, refusing: boolean): string {
  if (command === 'QUIT') return '221 bye';
  return refusing && command.startsWith('RCPT') ? '550 nobody of this name' : '250 ok';
}

/** A mail as the product sends it: one text, in two forms. */
function mailOf(mime: string): SeenMail {
  const header = (name: string): string => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(mime)?.[1] ?? '';
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(mime) ?? [];
  const parts = mime.split(`--${boundary}`);
  const partOf = (type: string): string => {
    const part = parts.find((text) => text.toLowerCase().includes(`\r\ncontent-type: ${type}`)) ?? '';
    const at = part.indexOf('\r\n\r\n');
    return decoded(part.slice(at + 4), /^content-transfer-encoding: (\S+)/im.exec(part.slice(0, at))?.[1]);
  };
  const seen = { id: header('message-id'), to: header('to'), subject: header('subject') };
  return { ...seen, text: partOf('text/plain'), html: partOf('text/html') };
}

function decoded(text: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  if (encoding !== 'quoted-printable') return text;
  const bytes = text
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
