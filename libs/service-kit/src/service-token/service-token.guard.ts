import { type CanActivate, type ExecutionContext, Inject, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { reject } from '@rollcall/event-sourcing';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../http/refused.js';
import { requestContextOf } from '../http/request-context.js';
import type { ServiceDeclaration } from '../service-declaration.js';
import { DECLARATION } from '../tokens.js';
import { ServiceTokens } from './service-tokens.js';

const key = 'rollcall:open';

/** Exempts a route or a controller from the service token: health, metrics, public keys. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(key, true);

/** Whether a route or its controller is {@link Open}. */
export const isOpen = (reflector: Reflector, context: ExecutionContext): boolean =>
  reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true;

/** Every route of a service wants a service token; without an actor named by the caller, the calling service acts. */
export class ServiceTokenGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ServiceTokens) private readonly tokens: ServiceTokens,
    @Inject(DECLARATION) private readonly declaration: ServiceDeclaration,
  ) {}

  /** Called by Nest before every route. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || this.declaration.edge) return true;
    if (isOpen(this.reflector, context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (!token) throw new Refused(reject('service-token-refused', 'This route needs a service token.'));
    const service = await this.tokens.verify(token);
    requestContextOf(request).actor ??= { kind: 'service', id: service };
    return true;
  }
}
