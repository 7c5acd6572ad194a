import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type KitConfiguration } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { CsrfTokens } from './csrf-tokens.js';
import { requireSameOrigin } from './same-origin.js';
import { SessionCheck } from './session-check.js';
import { SessionCookie } from './session-cookie.js';
import { verifyWith } from './verify-with.js';

/** Browsers: the session cookie; requests that change something must come from this origin’s own pages. */
@Injectable()
export class CookieStrategy extends Strategy {
  constructor(
    @Inject(SessionCheck) sessions: SessionCheck,
    @Inject(SessionCookie) cookie: SessionCookie,
    @Inject(CsrfTokens) csrf: CsrfTokens,
    @Inject(CONFIGURATION) { publicUrl }: KitConfiguration,
  ) {
    super(
      verifyWith(async (request: FastifyRequest) => {
        const token = cookie.read(request);
        const caller = token === undefined ? undefined : await sessions.check(token, 'browser');
        if (caller) requireSameOrigin(request, { publicUrl, csrfToken: csrf.of(caller.sessionId) });
        return caller;
      }),
    );
  }
}
