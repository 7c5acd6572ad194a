import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { decodeToken } from '@rollcall/event-sourcing';
import { READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../access/on-request.js';
import { compositions } from '../read-models/compositions.js';

/**
 * Lets a write wait for those of its caller's writes that it builds on (KRN-16): it is judged by what this gateway knows of
 * the things it names, and one made just before would be unknown. A read waits for its own model, where it is answered.
 */
@Injectable()
export class OwnWritesGuard implements CanActivate {
  constructor(@Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites) {}

  /** Called by Nest before every route. @throws Refused `consistency-timeout` after 2 s: nothing was written. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const text = request.headers['consistency-token'];
    if (request.method === 'GET' || typeof text !== 'string' || !callerOf(request)) return true;
    const named = `${request.url} ${JSON.stringify(request.body)}`;
    const token = decodeToken(text).filter(({ key }) => named.includes(key));
    await Promise.all(compositions.map((composition) => this.readYourWrites.waitFor(token, composition)));
    return true;
  }
}
