import { type Cryptography, emailIndexOf, type StreamReader } from '@rollcall/event-sourcing';
import { readState } from '@rollcall/service-kit';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { loginClaimDecider, loginClaimStream } from '../login-claim/login-claim.decider.js';
import { loginIndexOf } from '../person/person-indexes.js';
import { type Finding, finding } from './finding.js';
import type { PersonDraft } from './person-draft.js';

/** Where the claims of a site are looked up. */
export type TakenPorts = Readonly<{ store: StreamReader; cryptography: Pick<Cryptography, 'hmac'> }>;

/**
 * What the site's claims say about a row (DIR-02, DIR-10): as they stand while the file is checked. The row's own
 * command decides again, and for good.
 */
export async function checkTaken(
  { store, cryptography }: TakenPorts,
  siteId: string,
  row: number,
  { login, email, status }: Pick<PersonDraft, 'login' | 'email' | 'status'>,
): Promise<readonly Finding[]> {
  const emailIndex = emailIndexOf(cryptography, email);
  const loginStream = loginClaimStream(loginIndexOf(cryptography, siteId, login));
  const [loginClaim, emailClaim] = await Promise.all([
    readState(store, loginClaimDecider, loginStream),
    status === 'active' && emailIndex !== undefined
      ? readState(store, emailClaimDecider, emailClaimStream(siteId, emailIndex))
      : undefined,
  ]);
  return [
    ...(loginClaim.state.status === 'held'
      ? [finding('login-taken', 'Somebody of this site has this login already.', { row })]
      : []),
    ...(emailClaim?.state.status === 'held'
      ? [finding('email-active-on-site', 'An active person of this site has this email already.', { row })]
      : []),
  ];
}
