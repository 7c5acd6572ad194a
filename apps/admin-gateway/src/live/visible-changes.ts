import { Inject, Injectable } from '@nestjs/common';
import { rights } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Caller, Member } from '../access/caller.js';
import { Members } from '../access/members.js';
import { mayReach } from '../access/project-reach.js';
import type { Change } from './change-log.js';
import type { ChangeDto } from './live.dto.js';

/** Leaves of a batch of changes what a caller may know of. */
@Injectable()
export class VisibleChanges {
  constructor(@Inject(Members) private readonly members: Members) {}

  /** Each thing once, however often it changed. */
  async of(caller: Caller, changes: readonly Change[]): Promise<readonly ChangeDto[]> {
    const sites = new Map<string, Member | undefined>();
    const seen = new Map<string, ChangeDto>();
    const memberships = changes.length > 0 ? await this.members.of(caller.accountId) : [];
    for (const change of changes) {
      for (const { siteId } of memberships.filter((row) => concerns(change, row))) {
        if (!sites.has(siteId)) sites.set(siteId, await this.member(caller, siteId));
        const member = sites.get(siteId);
        for (const dto of member ? visible(change, member) : []) seen.set(`${dto.kind}/${dto.siteId}/${dto.id}`, dto);
      }
      if (change.kind === 'membership' && change.accountId === caller.accountId && change.siteId !== undefined) {
        seen.set(`access/${change.siteId}`, { kind: 'access', siteId: change.siteId, id: change.siteId });
      }
    }
    return [...seen.values()];
  }

  private async member(caller: Caller, siteId: string): Promise<Member | undefined> {
    try {
      return await this.members.require(caller, siteId);
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }
}

const concerns = (change: Change, row: Readonly<{ siteId: string; teamId: string }>): boolean =>
  change.siteId === row.siteId || (change.kind === 'seats' && change.teamId === row.teamId);

function visible(change: Change, member: Member): readonly ChangeDto[] {
  const { siteId } = member;
  const access: ChangeDto = { kind: 'access', siteId, id: siteId };
  const dto = { kind: change.kind, siteId, id: change.id };
  switch (change.kind) {
    case 'person':
      return [...(member.may(rights.seePeople) ? [dto] : []), ...(change.id === member.personId ? [access] : [])];
    case 'role':
      return [...(member.may(rights.seeRole) ? [dto] : []), access];
    case 'project':
      return mayReach(member, { projectId: change.id, private: change.private === true }) ? [dto] : [];
    case 'group':
      return member.may(rights.seePeople) ? [dto] : [];
    case 'import':
      return member.may(rights.createPerson) ? [dto] : [];
    case 'seats':
    case 'diagnostic-run':
      return member.may(rights.accessAdmin) ? [dto] : [];
    case 'membership':
    case 'session':
      return [];
  }
}
