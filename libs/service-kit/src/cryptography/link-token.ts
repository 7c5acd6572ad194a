import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InstallationSecrets } from './installation-secrets.js';

/** What a link in a mail stands for. A raised generation voids the older links of the same thing. */
export type LinkToken = Readonly<{
  /** e.g. `invitation`, `password-reset`. */
  purpose: string;
  id: string;
  generation: number;
  /** Which link key it was made with; stored in the event. */
  kid: string;
}>;

/**
 * Derives the secret of a link: nothing random is stored, so a mail sent twice after a crash holds the same link.
 * @throws Error for a key id this installation does not have.
 */
export function deriveLinkToken(secrets: InstallationSecrets, { purpose, id, generation, kid }: LinkToken): string {
  const key = secrets.link.get(kid);
  if (!key) throw new Error(`No link key "${kid}"`);
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, id, generation]))
    .digest('base64url');
}

/** Compares a token from outside in constant time; false for anything malformed. */
export function linkTokenMatches(secrets: InstallationSecrets, link: LinkToken, given: string): boolean {
  const expected = Buffer.from(deriveLinkToken(secrets, link));
  const received = Buffer.from(given);
  return received.length === expected.length && timingSafeEqual(received, expected);
}
