import type { FastifyRequest } from 'fastify';
import type { VerifyCallback } from 'passport-custom';
import type { Caller } from '../access/caller.js';

/** Turns an asynchronous check into what passport-custom calls. */
export const verifyWith =
  (check: (request: FastifyRequest) => Promise<Caller | undefined>): VerifyCallback =>
  (request, done) => {
    check(request as unknown as FastifyRequest).then(
      (caller) => done(null, caller ?? false),
      (error: unknown) => done(error),
    );
  };
