import { Inject, Injectable } from '@nestjs/common';
import { type AccountFacet, accountFacet, type SessionFacet, sessionFacet } from '@rollcall/contracts';
import type { AccountId, Clock, Cryptography, ReadModel } from '@rollcall/event-sourcing';
import { CLOCK, CRYPTOGRAPHY, InjectReadModel, ServiceClient } from '@rollcall/service-kit';
import type { Caller } from '../access/caller.js';
import { Freshness } from '../access/freshness.js';
import { path } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { type MemberRow, membersDeclaration } from '../read-models/members.composition.js';
import { LastSeen } from './last-seen.js';
import { hasEnded } from './session-end.js';

/** Checks a session token against what this gateway knows; identity is asked only while that is too old. */
@Injectable()
export class SessionCheck {
  constructor(
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Facets) private readonly facets: Facets,
    @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @Inject(LastSeen) private readonly lastSeen: LastSeen,
    @InjectReadModel(membersDeclaration) private readonly members: ReadModel<MemberRow>,
  ) {}

  /** Whose token this is; `undefined` for an unknown or ended session and for one of another kind. */
  async check(token: string, kind: Caller['kind']): Promise<Caller | undefined> {
    const caller = await this.callerOf(this.cryptography.digest(token));
    if (caller?.kind !== kind) return undefined;
    const session = (await this.facets.one<SessionFacet>(sessionFacet.kind, caller.sessionId))?.state;
    if (!session || !(await this.lastSeen.isWithin(session))) return undefined;
    return caller;
  }

  /** The caller of a session that goes on; also asked by open event streams, which are no sign of life. */
  async callerOf(sessionId: string): Promise<Caller | undefined> {
    const session = (await this.facets.one<SessionFacet>(sessionFacet.kind, sessionId))?.state;
    if (!session) return undefined;
    const { accountId, kind, startedAt, expiresAt } = session;
    const account = (await this.facets.one<AccountFacet>(accountFacet.kind, accountId))?.state;
    const people = await this.members.find({ scope: { account: accountId as AccountId }, limit: 500 });
    if (!(await this.freshness.isFresh())) return this.asked(session);
    if (!account || hasEnded({ session, account, people: people.rows, now: this.clock.now() })) return undefined;
    return { accountId, sessionId, kind, startedAt, expiresAt, mustChangePassword: account.mustChangePassword };
  }

  private async asked({ sessionId, startedAt, expiresAt, kind }: SessionFacet): Promise<Caller | undefined> {
    const asked = await this.services.get<CurrentSession>('identity', path`/internal/v1/sessions/${sessionId}`);
    if (!asked.ok || !asked.body.open) return undefined;
    const { accountId, mustChangePassword } = asked.body;
    return { accountId, sessionId, kind, startedAt, expiresAt, mustChangePassword };
  }
}

/** What identity says of a session. */
type CurrentSession = Readonly<{ open: boolean; accountId: string; mustChangePassword: boolean }>;
