import { Inject, Injectable } from '@nestjs/common';
import { type Cryptography, reject } from '@rollcall/event-sourcing';
import { CONFIGURATION, CRYPTOGRAPHY, type KitConfiguration, Refused } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import { bearerToken } from './bearer.strategy.js';
import { CsrfTokens } from './csrf-tokens.js';
import { requireSameOrigin } from './same-origin.js';
import { SessionCookie } from './session-cookie.js';

/** Reads what the first half of a sign-in was answered with. Whether it counts, identity knows. */
@Injectable()
export class PendingSignIn {
  constructor(
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'digest'>,
    @Inject(CONFIGURATION) private readonly configuration: Pick<KitConfiguration, 'publicUrl'>,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
    @Inject(CsrfTokens) private readonly csrf: CsrfTokens,
  ) {}

  /**
   * Its id: a program brings the token, a browser its cookie.
   * @throws Refused `session-ended` where there is neither, `not-permitted` from another site's page.
   */
  of(request: FastifyRequest): Readonly<{ signInId: string; kind: Caller['kind'] }> {
    const bearer = bearerToken(request);
    if (bearer !== undefined) return { signInId: this.cryptography.digest(bearer), kind: 'token' };
    const token = this.cookie.read(request);
    if (token === undefined) throw new Refused(reject('session-ended', 'Sign in first.'));
    const signInId = this.cryptography.digest(token);
    requireSameOrigin(request, { ...this.configuration, csrfToken: this.csrf.of(signInId) });
    return { signInId, kind: 'browser' };
  }
}
