import { Inject, Injectable } from '@nestjs/common';
import {
  CONFIGURATION,
  deriveLinkToken,
  type InstallationSecrets,
  linkTokenMatches,
  SECRETS,
} from '@rollcall/service-kit';
import type { LinkPurpose, LinkReference } from './mail.events.js';

/** The page that a link of each purpose leads to. */
const pages: Readonly<Record<LinkPurpose, string>> = {
  invitation: '/accept',
  'sign-up': '/confirm-sign-up',
  'email-change': '/confirm-email',
  'password-reset': '/reset-password',
};

/** Links in mails: their tokens are computed, never stored (DESIGN section 5). */
@Injectable()
export class MailedLinks {
  constructor(
    @Inject(SECRETS) private readonly secrets: InstallationSecrets,
    @Inject(CONFIGURATION) private readonly configuration: Readonly<{ publicUrl: string }>,
  ) {}

  /** The key new links are made with. */
  get keyId(): string {
    return this.secrets.currentLinkKey;
  }

  /** The address behind a mail's button: the secret travels in the fragment, which no server logs. */
  urlOf(link: LinkReference): string {
    const token = deriveLinkToken(this.secrets, { ...link, kid: link.keyId });
    return `${this.configuration.publicUrl}${pages[link.purpose]}#${new URLSearchParams({ id: link.id, token }).toString()}`;
  }

  /** Whether a token from outside is this link's. */
  matches(link: LinkReference, token: string): boolean {
    return linkTokenMatches(this.secrets, { ...link, kid: link.keyId }, token);
  }
}
