import { type CanActivate, type ExecutionContext, Inject } from '@nestjs/common';
import { idPattern, reject } from '@rollcall/event-sourcing';
import type { FastifyRequest } from 'fastify';
import { ParkedMessagesController } from '../parked/parked-messages.controller.js';
import type { ServiceDeclaration } from '../service-declaration.js';
import { DECLARATION } from '../tokens.js';
import { Refused } from './refused.js';

/** Lets ids in a service's paths through; a text that cannot be one names nothing, and is `not-found`. */
export class RouteIdsGuard implements CanActivate {
  constructor(@Inject(DECLARATION) private readonly declaration: ServiceDeclaration) {}

  /** Called by Nest before every route. */
  canActivate(context: ExecutionContext): boolean {
    // The public door's paths name other things, too: it tells them apart itself.
    if (context.getType() !== 'http' || this.declaration.edge) return true;
    // Longer ids, looked up among what is parked before anything is named by them.
    if (context.getClass() === ParkedMessagesController) return true;
    const { params } = context.switchToHttp().getRequest<FastifyRequest>();
    if (Object.values(params ?? {}).every((id) => idPattern.test(String(id)))) return true;
    throw new Refused(reject('not-found', 'There is no such thing here.'));
  }
}
