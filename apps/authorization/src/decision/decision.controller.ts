import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { AssignmentsFacet } from '@rollcall/contracts';
import { type EventStore, type Facet, reject } from '@rollcall/event-sourcing';
import {
  type AccessRequest,
  actionOf,
  compile,
  explain,
  isUnanswerable,
  type Policy,
  roleFrom,
  standardCatalogue,
  subjectFrom,
} from '@rollcall/permission-engine';
import { EVENT_STORE, readFacet, Refused } from '@rollcall/service-kit';
import { assignmentsFold } from '../integration/assignments.facet.js';
import { assignmentsStream } from '../assignments/assignments.events.js';
import { accessOf, roleOnSite } from '../role/roles-of-site.js';
import { type DecisionAnswer, toAnswer } from './decision-answer.js';
import { DecisionRequestDto } from './decision.dto.js';

/** Decides on roles and assignments as they stand now: for a gateway whose own view may be old (DESIGN section 5). */
@Controller('internal/v1/sites/:site/decisions')
export class DecisionController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Post()
  @HttpCode(200)
  async decide(@Param('site') site: string, @Body() asked: DecisionRequestDto): Promise<DecisionAnswer> {
    const action = actionOf(standardCatalogue, asked.action);
    if (!action) throw new Refused(reject('unknown-permission', `There is no permission ${asked.action}.`));
    const held = await readFacet<AssignmentsFacet>(this.store, assignmentsFold, assignmentsStream(asked.personId));
    const assignments = held?.state?.siteId === site ? held : undefined;
    const request = { action, ...questionOf(asked, assignments) };
    const answer = explain(await this.policyFor(site, assignments), request);
    if (isUnanswerable(answer)) {
      throw new Refused(reject(answer.error, `The answer hangs on ${answer.name}: name it.`, { name: answer.name }));
    }
    return toAnswer(answer);
  }

  /** Only the roles somebody holds are needed to decide for them. */
  private async policyFor(site: string, assignments: Facet<AssignmentsFacet> | undefined): Promise<Policy> {
    const { accessModel } = await accessOf(this.store, site);
    const held = assignments?.state?.assignments ?? [];
    const facets = await Promise.all(held.map(({ roleId }) => roleOnSite(this.store, site, roleId)));
    return compile({ accessModel, roles: facets.map(roleFrom).filter((role) => role !== undefined) });
  }
}

function questionOf(
  { personId, person, record, names }: DecisionRequestDto,
  assignments: Facet<AssignmentsFacet> | undefined,
): Omit<AccessRequest, 'action'> {
  const { session, ...facts } = person;
  const subject = { ...subjectFrom({ personId, assignments, session }), ...facts };
  return { subject, ...(record && { record }), ...(names && { names }) };
}
