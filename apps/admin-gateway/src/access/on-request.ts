import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { reject } from '@rollcall/event-sourcing';
import { Refused } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import type { Caller, Member } from './caller.js';

const callers = new WeakMap<object, Caller>();
const members = new WeakMap<object, Member>();

/** Notes who sent a request. */
export const setCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request.raw, caller);
/** Who sent a request, once the sign-in guard has found out. */
export const callerOf = (request: FastifyRequest): Caller | undefined => callers.get(request.raw);
/** Notes as whom of the site a request is answered. */
export const setMember = (request: FastifyRequest, member: Member): void => void members.set(request.raw, member);

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** Hands a route its caller. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(requestOf(context));
  if (!caller) throw new Refused(reject('session-ended', 'Sign in first.'));
  return caller;
});

/** Hands a route below `/sites/{site}` the caller as a person of that site. */
export const OnSite = createParamDecorator((_: unknown, context: ExecutionContext): Member => {
  const member = members.get(requestOf(context).raw);
  if (!member) throw new Refused(reject('not-found', 'There is no such site.'));
  return member;
});
