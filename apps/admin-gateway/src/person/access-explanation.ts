import { Inject, Injectable } from '@nestjs/common';
import {
  type AccountFacet,
  accountFacet,
  type AssignmentsFacet,
  assignmentsFacet,
  type ProjectFacet,
  projectFacet,
} from '@rollcall/contracts';
import { reject } from '@rollcall/event-sourcing';
import {
  actionOf,
  explain,
  isUnanswerable,
  standardCatalogue,
  type Subject,
  subjectFrom,
} from '@rollcall/permission-engine';
import { type FieldError, Refused, validationFailed } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { mayReach } from '../access/project-reach.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import { fullName } from '../read-models/person-row.js';
import type { AccessDto, AccessQueryDto } from './access.dto.js';
import { PeopleOfSite } from './people-of-site.js';

/** Decides for a person and says why, in words with names in them. */
@Injectable()
export class AccessExplanation {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(PeopleOfSite) private readonly people: PeopleOfSite,
  ) {}

  /** What `personId` may do on the member’s site, as things stand. @throws Refused for an unknown person, project or action. */
  async of(
    member: Member,
    personId: string,
    { action: asked, project: projectId }: AccessQueryDto,
  ): Promise<AccessDto> {
    const person = await this.people.require(member, personId);
    const action = actionOf(standardCatalogue, asked);
    if (!action) throw wrong({ pointer: '?action', detail: 'is no permission' });
    const project = projectId === undefined ? undefined : await this.project(member, projectId);
    const assignments = await this.facets.one<AssignmentsFacet>(assignmentsFacet.kind, personId);
    const subject = subjectFrom({ personId, person, assignments, session: 'none' });
    const answer = explain(member.policy, {
      ...{ subject, action },
      ...(project && { record: { project: { id: project.projectId, private: project.private } } }),
      names: { [personId]: fullName(person.state.personal), ...(await this.names(subject, project)) },
    });
    if (isUnanswerable(answer)) throw wrong({ pointer: `?${answer.name}`, detail: 'is needed for this question' });
    const { allowed, code, reasons } = answer.decision;
    return {
      ...{ allowed, code, text: answer.text },
      reasons: reasons.map(({ step, code: outcome, roleId, ruleId, path }) => ({
        ...{ step, code: outcome },
        ...(roleId !== undefined && { roleId }),
        ...(ruleId !== undefined && { ruleId }),
        ...(path !== undefined && { path }),
      })),
      ...(answer.wouldAllow && { wouldAllow: [...answer.wouldAllow] }),
    };
  }

  private async project(member: Member, id: string): Promise<ProjectFacet> {
    const project = (await this.facets.one<ProjectFacet>(projectFacet.kind, id))?.state;
    if (project?.siteId !== member.siteId || !mayReach(member, project)) throw notFound();
    return project;
  }

  /** What projects are called, and those who linked, assigned or disabled. */
  private async names(subject: Subject, asked: ProjectFacet | undefined): Promise<Readonly<Record<string, string>>> {
    const marks = [
      ...Object.values(subject.projectLinks ?? {}),
      subject.statusMark,
      ...subject.assignments.map(({ mark }) => mark),
    ];
    const actors = marks.flatMap((mark) => (mark ? [mark.by.id] : []));
    const linked = [...subject.projectIds, ...subject.assignments.flatMap(({ scope }) => scope.projectIds)];
    const projects = await this.facets.many<ProjectFacet>(projectFacet.kind, [
      ...linked,
      ...(asked ? [asked.projectId] : []),
    ]);
    const accounts = await this.facets.many<AccountFacet>(accountFacet.kind, actors);
    return Object.fromEntries([
      ...projects.flatMap(({ key, state }) => (state ? [[key, state.name] as const] : [])),
      ...accounts.flatMap(({ key, state }) => (state ? [[key, fullName(state.personal)] as const] : [])),
    ]);
  }
}

const wrong = (error: FieldError): Refused =>
  error.pointer === '?action'
    ? new Refused(reject('validation-failed', 'There is no such permission.'), [error])
    : validationFailed([error]);
