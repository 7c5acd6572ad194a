import { canonical, type Cryptography, emailIndexOf, reject } from '@rollcall/event-sourcing';
import { Refused } from '@rollcall/service-kit';
import type { Address } from './person.commands.js';

type Hmac = Pick<Cryptography, 'hmac'>;

/** The index under which a login is claimed on its site (DIR-02): keyed, so that it cannot be guessed after erasure. */
export const loginIndexOf = ({ hmac }: Hmac, siteId: string, login: string): string =>
  hmac(`login|${siteId}|${canonical(login)}`);

/**
 * An email with the index every service finds its account by.
 * @throws Refused `validation-failed` when this cannot be an address.
 */
export function addressOf(cryptography: Hmac, email: string): Address {
  const emailIndex = emailIndexOf(cryptography, email);
  if (emailIndex !== undefined) return { email, emailIndex };
  const error = { pointer: '/email', detail: 'must be an email address' };
  throw new Refused(reject('validation-failed', 'This is no email address.'), [error]);
}
