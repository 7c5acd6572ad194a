import { type CanActivate, type ExecutionContext, Inject, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { reject } from '@rollcall/event-sourcing';
import type { FastifyRequest } from 'fastify';
import { Refused } from './refused.js';

const key = 'rollcall:requires-version';

/** Marks a guarded write: without If-Match it answers 428 `version-required`. */
export const RequiresVersion = (): MethodDecorator & ClassDecorator => SetMetadata(key, true);

/** Enforces {@link RequiresVersion}. */
export class RequiresVersionGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  /** Called by Nest before every route. */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const required = this.reflector.getAllAndOverride<boolean>(key, [context.getHandler(), context.getClass()]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (required && request.headers['if-match'] === undefined) {
      throw new Refused(reject('version-required', 'Send If-Match with the ETag you read.'));
    }
    return true;
  }
}
