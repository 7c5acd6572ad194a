import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpOf } from '../harness/rollcall-process.js';
import { type SentMail, sentMailsFile } from './watched-mail.js';

/** What is left of an installation that nobody runs: its state, the mails in the mailbox, and files of people that wait. */
export type EndState = Readonly<{ dump: readonly string[]; mails: readonly string[]; files: readonly string[] }>;

/** Reads it, as two runs of one story must share it byte for byte. */
export async function endStateOf(dataDir: string): Promise<EndState> {
  const files = await readdir(join(dataDir, 'directory', 'imports')).catch(() => []);
  return {
    dump: await dumpOf({ ROLLCALL_DATA_DIR: dataDir }),
    mails: await mailsIn(join(dataDir, 'mailbox')),
    files: files.toSorted(),
  };
}

/** Every mail as recipient, template and invitation: a mail more, under another id, would stand here twice. */
async function mailsIn(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const mails = files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as SentMail);
  return (await Promise.all(mails)).map(nameOf).toSorted();
}

/** Each time a mail was handed over, in order. */
export async function sendingsIn(dataDir: string): Promise<readonly SentMail[]> {
  const text = await readFile(join(dataDir, sentMailsFile), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SentMail);
}

/** Recipient, template and invitation. */
export const nameOf = ({ to, template, reference }: Omit<SentMail, 'id'>): string =>
  `${to} | ${template} | ${reference}`;
