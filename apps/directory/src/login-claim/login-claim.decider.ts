import { claimDecider, type StreamName, streamName } from '@rollcall/event-sourcing';

/** A login is unique on its site (DIR-02). Rejections: `login-taken`. */
export const loginClaimDecider = claimDecider({
  claimed: 'LoginClaimed',
  released: 'LoginReleased',
  taken: ['login-taken', 'This login is taken on this site.'],
});

/** The stream of the claim on a login; `loginIndex` is the keyed index of site and login, never the login. */
export const loginClaimStream = (loginIndex: string): StreamName => streamName('directory.login-claim', loginIndex);
