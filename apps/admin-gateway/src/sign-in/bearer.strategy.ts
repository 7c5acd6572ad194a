import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { SessionCheck } from './session-check.js';
import { verifyWith } from './verify-with.js';

/** The token that a program brings. */
export const bearerToken = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([\w-]{20,200})$/.exec(headers.authorization ?? '')?.[1];

/** Programs: `Authorization: Bearer <token>`. A cookie session’s token is not taken from there. */
@Injectable()
export class BearerStrategy extends Strategy {
  constructor(@Inject(SessionCheck) sessions: SessionCheck) {
    super(
      verifyWith(async (request: FastifyRequest) => {
        const token = bearerToken(request);
        return token === undefined ? undefined : sessions.check(token, 'token');
      }),
    );
  }
}
