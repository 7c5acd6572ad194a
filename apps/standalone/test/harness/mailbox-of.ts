import type { PublicDoor } from './public-door.js';

/** A mail as the mailbox shows it. */
export type SeenMail = Readonly<{ id: string; to: string; subject: string; text: string; html: string }>;
/** What a mail's link carries in its fragment. */
export type MailedLink = Readonly<{ id: string; token: string }>;

/** The mails to one address, newest first, as anybody on this machine sees them. */
export async function mailsTo(door: PublicDoor, email: string): Promise<readonly SeenMail[]> {
  const { items } = await door.must('GET', '/mailbox/messages');
  const theirs = (items as readonly SeenMail[]).filter(({ to }) => to.toLowerCase().includes(email.toLowerCase()));
  return Promise.all(theirs.map(({ id }) => door.must('GET', `/mailbox/messages/${id}`)));
}

/** The link a mail leads with. */
export function linkIn({ text }: Pick<SeenMail, 'text'>): MailedLink {
  const [, fragment = ''] = /#([\w=&%.:-]+)/.exec(text) ?? [];
  const values = new URLSearchParams(fragment);
  const [id, token] = [values.get('id'), values.get('token')];
  if (!id || !token) throw new Error(`No link in the mail: ${text}`);
  return { id, token };
}
