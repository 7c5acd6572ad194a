import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@rollcall/event-sourcing';
import { createTransport } from 'nodemailer';
import type { Mailbox, StoredMail } from './mail.js';
import { messageOf } from './smtp-mail.js';

const idPattern = /^[\w-]{1,100}$/;

/** A folder with one JSON file per mail, mode 0600, written atomically. */
export function createDiskMailbox(options: Readonly<{ folder: string; from: string; clock: Clock }>): Mailbox {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const path = (id: string): string => join(options.folder, `${id}.json`);
  const read = async (id: string): Promise<StoredMail | undefined> => {
    if (!idPattern.test(id)) return undefined;
    try {
      const stored = JSON.parse(await readFile(path(id), 'utf8')) as Omit<StoredMail, 'sentAt'> & { sentAt: string };
      return { ...stored, sentAt: new Date(stored.sentAt) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const all = async (): Promise<readonly StoredMail[]> => {
    const names = (await readdir(options.folder)).filter((name) => name.endsWith('.json'));
    const mails = await Promise.all(names.map((name) => read(name.slice(0, -'.json'.length))));
    return mails.filter((mail) => mail !== undefined).sort(newestFirst);
  };
  return {
    async send(mail) {
      if (!idPattern.test(mail.id)) throw new Error('A mail id holds letters, digits, _ and - only');
      const sentAt = (await read(mail.id))?.sentAt ?? options.clock.now();
      const { message } = await composer.sendMail({ ...messageOf(mail, options.from), date: sentAt });
      await replace(path(mail.id), { ...mail, sentAt, mime: message.toString('utf8') });
    },
    list: async () => (await all()).map(({ id, to, subject, sentAt }) => ({ id, to, subject, sentAt })),
    read,
    async erase(id) {
      if (!idPattern.test(id)) return;
      for (const name of [draftOf(path(id)), path(id)]) await rm(name, { force: true });
    },
  };
}

const newestFirst = (a: StoredMail, b: StoredMail): number =>
  b.sentAt.getTime() - a.sentAt.getTime() || (a.id < b.id ? 1 : -1);

const draftOf = (path: string): string => `${path}.draft`;

async function replace(path: string, mail: StoredMail): Promise<void> {
  const draft = draftOf(path);
  await writeFile(draft, JSON.stringify(mail), { mode: 0o600, flush: true });
  await rename(draft, path);
}
