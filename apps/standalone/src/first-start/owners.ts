import type { Mail, Mailbox, StoredMail } from '@rollcall/service-kit';
import type { Installer } from './installer.js';
import type { StudioIds } from './open-studio.js';
import type { StudioFiles } from './studio-files.js';
import { peopleOfSite } from './people-of-site.js';

/** Owners of accounts, as far as the first start plays them: they read their mail and follow its links. */
export class Owners {
  constructor(
    private readonly installer: Installer,
    private readonly mailbox: Mailbox,
  ) {}

  /** A password nobody knows: it follows from the installation's own secret, so a start that goes on finds it again. */
  passwordOf(email: string): string {
    return `first start ${this.installer.cryptography.hmac(`first-start-password|${email}`)}`;
  }

  /** Everybody of `acceptances.txt` accepts the invitation, signs in and enters that site once (step 6). */
  async acceptInvitations(files: StudioFiles, { siteIds }: StudioIds): Promise<void> {
    for (const [slug, siteId] of siteIds) {
      const people = await peopleOfSite(this.installer, siteId);
      const logins = files.acceptances.filter(({ site }) => site === slug).map(({ login }) => login);
      for (const login of logins) {
        const person = people.get(login);
        if (!person?.accountId) throw new Error(`${login} of ${slug} has no account to accept with.`);
        await this.accept(`accept ${slug} ${login}`, person.email);
        const path = `/people/${person.personId}/enter-site`;
        await this.installer.send('post', 'identity', path, `enter ${slug} ${login}`, {
          body: { accountId: person.accountId },
        });
      }
    }
  }

  private async accept(step: string, email: string): Promise<void> {
    const link = linkIn(await this.mailTo(email));
    const body = { ...link, password: this.passwordOf(email) };
    await this.installer.send('post', 'identity', '/invitations/accept', step, {
      body,
      ignore: ['link-used', 'link-void'],
    });
  }

  /** Signs up and follows the link that came by mail. */
  async signUp(step: string, email: string, name: Readonly<{ firstName: string; lastName: string }>): Promise<void> {
    await this.installer.send('post', 'identity', '/accounts', `${step} request`, { body: { email, ...name } });
    await this.installer.quiet();
    const body = { ...linkIn(await this.mailTo(email)), password: this.passwordOf(email) };
    await this.installer.send('post', 'identity', '/accounts/confirm', step, { body, ignore: ['link-used'] });
  }

  /** Asks for another email and follows the link that came to the new address. */
  async changeEmail(step: string, account: string, email: string): Promise<void> {
    const accountId = await this.accountOf(account, email);
    const actor = { kind: 'user', id: accountId } as const;
    const body = { email };
    await this.installer.send('post', 'identity', `/accounts/${accountId}/email-changes`, `${step} request`, {
      actor,
      body,
      ignore: ['email-taken'],
    });
    await this.installer.quiet();
    const link = linkIn(await this.mailTo(email));
    await this.installer.send('post', 'identity', '/email-changes/confirm', step, {
      actor,
      body: link,
      ignore: ['link-used'],
    });
  }

  /** Closes the account; one that is closed has no email any more. */
  async close(step: string, account: string): Promise<void> {
    const accountId = await this.installer.accountOf(account);
    if (accountId === undefined) return;
    const actor = { kind: 'user', id: accountId } as const;
    const body = { password: this.passwordOf(account) };
    await this.installer.send('post', 'identity', `/accounts/${accountId}/close`, step, { actor, body });
  }

  /** The account of an email, or of the address it has moved to meanwhile. */
  private async accountOf(email: string, movedTo: string): Promise<string> {
    const accountId = (await this.installer.accountOf(email)) ?? (await this.installer.accountOf(movedTo));
    if (accountId === undefined) throw new Error(`No account has the email ${email}.`);
    return accountId;
  }

  /** The newest mail to an address. */
  private async mailTo(email: string): Promise<StoredMail> {
    const newest = (await this.mailbox.list()).find(({ to }) => to.includes(email));
    const mail = newest && (await this.mailbox.read(newest.id));
    if (!mail) throw new Error(`No mail has come to ${email}.`);
    return mail;
  }
}

/** Id and token of the link in a mail: they stand in the URL's fragment. */
function linkIn(mail: Mail): Readonly<{ id: string; token: string }> {
  const [, fragment = ''] = /#([\w=&%.:-]+)/.exec(mail.text) ?? [];
  const values = new URLSearchParams(fragment);
  return { id: values.get('id') ?? '', token: values.get('token') ?? '' };
}
