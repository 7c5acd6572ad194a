import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { reject } from '@rollcall/event-sourcing';
import { CONFIGURATION, type KitConfiguration, Refused, requestContextOf } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import type { Caller } from '../access/caller.js';
import { setCaller } from '../access/on-request.js';
import { isBeforeSignIn, type Needs, needsKey } from '../http/needs.decorator.js';
import { BearerStrategy } from './bearer.strategy.js';
import { CookieStrategy } from './cookie.strategy.js';
import { ErrorRate } from './error-rate.js';
import { requireSameOrigin } from './same-origin.js';

/** What somebody who must choose a password may ask for meanwhile. */
const whileChoosingPassword: ReadonlySet<string> = new Set([
  'GET /api/v1/me',
  'PUT /api/v1/me/password',
  'GET /api/v1/sessions/current',
  'DELETE /api/v1/sessions/current',
]);

/** Finds out who sends each request: a browser by its cookie, a program by its bearer token. */
@Injectable()
export class SignInGuard implements CanActivate {
  // An instance of its own: passport's usual one is shared by the whole process.
  private readonly authenticator = new passport.Authenticator();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CONFIGURATION) private readonly configuration: KitConfiguration,
    @Inject(ErrorRate) private readonly errorRate: ErrorRate,
    @Inject(BearerStrategy) bearer: BearerStrategy,
    @Inject(CookieStrategy) cookie: CookieStrategy,
  ) {
    this.authenticator.use('bearer', bearer);
    this.authenticator.use('cookie', cookie);
  }

  /** Called by Nest before every route. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = this.reflector.get<Needs | undefined>(needsKey, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (needs === undefined || isBeforeSignIn(needs)) {
      // No session yet; another site’s page must not sign somebody in all the same.
      requireSameOrigin(request, this.configuration);
      if (request.method !== 'GET') await this.errorRate.require(request);
      return true;
    }
    const caller = await this.authenticate(request, context.switchToHttp().getResponse());
    if (!caller && needs === 'operator') return true;
    if (!caller) throw new Refused(reject('session-ended', 'Sign in first.'));
    if (
      caller.mustChangePassword &&
      !whileChoosingPassword.has(`${request.method} ${request.routeOptions.url ?? ''}`)
    ) {
      throw new Refused(reject('password-change-required', 'Choose your own password first.'));
    }
    setCaller(request, caller);
    requestContextOf(request).actor = { kind: 'user', id: caller.accountId };
    return true;
  }

  private authenticate(request: FastifyRequest, response: unknown): Promise<Caller | undefined> {
    return new Promise((resolve, fail) => {
      const done = (error: unknown, caller?: Caller | false | null): void =>
        error instanceof Error ? fail(error) : resolve(caller || undefined);
      const strategies = ['bearer', 'cookie'];
      const run = this.authenticator.authenticate(strategies, { session: false }, done) as (...of: unknown[]) => void;
      run(request, response, fail);
    });
  }
}
