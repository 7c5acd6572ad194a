import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type AccountFacet, accountFacet } from '@rollcall/contracts';
import { idPattern, reject } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { CONFIGURATION, isLoopback, isOpen, type KitConfiguration, Refused } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import { isBeforeSignIn, type Needs, needsKey } from '../http/needs.decorator.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import type { Caller } from './caller.js';
import { CurrentFacts } from './current-facts.js';
import type { MemberFacts } from './member-facts.js';
import { Members } from './members.js';
import { callerOf, setMember } from './on-request.js';

/** Enforces what each route says it needs; a route that says nothing is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Members) private readonly members: Members,
    @Inject(CurrentFacts) private readonly facts: MemberFacts,
    @Inject(Facets) private readonly facets: Facets,
    @Inject(CONFIGURATION) private readonly configuration: Pick<KitConfiguration, 'publicUrl'>,
  ) {}

  /** Called by Nest before every route, after the sign-in guard. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = this.reflector.get<Needs | undefined>(needsKey, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (needs === undefined) return this.requireOpen(context);
    if (isBeforeSignIn(needs) || needs === 'signed-in') return true;
    // Whose operation it is, and of which site, the route finds out.
    if (needs === 'author-or-admin') return true;
    const params = (request.params ?? {}) as Readonly<Record<string, string>>;
    const { site = '', team = '' } = params;
    const caller = callerOf(request);
    if (needs === 'operator') return this.requireOperator(request, caller);
    if (!caller) throw new Refused(reject('session-ended', 'Sign in first.'));
    if (needs === 'operator-account') return this.requireOperatorAccount(caller);
    if (!Object.values(params).every((id) => idPattern.test(id))) throw notFound();
    if (needs === 'team-admin') return this.requireTeamAdmin(caller, team);
    const member = await this.members.require(caller, site);
    if (needs !== 'member' && !member.may(needs)) {
      throw new Refused(reject('not-permitted', 'Your role does not allow this.'));
    }
    setMember(request, member);
    return true;
  }

  /** Health and figures say nothing of needs, and are open by name. */
  private requireOpen(context: ExecutionContext): true {
    if (!isOpen(this.reflector, context)) throw notFound();
    return true;
  }

  private async requireTeamAdmin({ accountId }: Caller, teamId: string): Promise<true> {
    const team = await this.facts.team(teamId);
    if (!team?.admins.some((admin) => admin.accountId === accountId)) throw notFound();
    return true;
  }

  /** Whoever sits at this machine reads its mailbox (embedded set); from elsewhere an Admin of a site may. */
  private async requireOperator(request: FastifyRequest, caller: Caller | undefined): Promise<true> {
    if (this.comesFromThisMachine(request)) return true;
    if (caller && (await this.isAdminSomewhere(caller))) return true;
    throw notFound();
  }

  /**
   * What reaches across sites is not for a site's own Admin, nor for whoever sits here unnamed. Nobody but the operator has
   * an account made at the server, and the one who has left their site's administration has laid that down too.
   */
  private async requireOperatorAccount(caller: Caller): Promise<true> {
    const account = await this.facets.one<AccountFacet>(accountFacet.kind, caller.accountId);
    if (account?.state?.origin === 'operator' && (await this.isAdminSomewhere(caller))) return true;
    throw new Refused(reject('not-permitted', 'This is for the operator of the installation.'));
  }

  private async isAdminSomewhere(caller: Caller): Promise<boolean> {
    for (const { siteId, status } of await this.members.of(caller.accountId)) {
      if (status === 'active' && (await this.members.require(caller, siteId)).may(rights.accessAdmin)) return true;
    }
    return false;
  }

  /** A proxy on this machine may look like somebody who sits here: behind a public address nobody does. */
  private comesFromThisMachine({ hostname, headers, ip }: FastifyRequest): boolean {
    const isPrivate = isLoopback(new URL(this.configuration.publicUrl).hostname);
    return isPrivate && isLoopback(ip) && isLoopback(hostname) && headers['x-forwarded-for'] === undefined;
  }
}
