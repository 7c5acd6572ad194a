import type { AssignmentsFacet } from '@rollcall/contracts';
import { type Facet, reject, type StreamReader } from '@rollcall/event-sourcing';
import { readFacet, Refused } from '@rollcall/service-kit';
import { assignmentsFold } from '../integration/assignments.facet.js';
import { assignmentsStream } from './assignments.events.js';

/** The roles of a person of this site as they stand now. @throws Refused `not-found` also for a person of another site. */
export async function assignmentsOnSite(
  store: StreamReader,
  siteId: string,
  personId: string,
): Promise<Facet<AssignmentsFacet>> {
  const facet = await readFacet<AssignmentsFacet>(store, assignmentsFold, assignmentsStream(personId));
  if (facet?.state?.siteId !== siteId) throw new Refused(reject('not-found', 'There is no such person.'));
  return facet;
}
