import type { ReadModel, SiteId } from '@rollcall/event-sourcing';
import type { Member } from '../access/caller.js';
import { conditions, type ListPage, page, paging } from '../http/page.js';
import type { PersonRow } from '../read-models/person-row.js';
import type { PersonQueryDto } from './person-query.dto.js';
import { personView } from './person-view.js';
import type { PersonDto } from './person.dto.js';

/** One page of a site's people as this member may see them. */
export function findPeople(
  people: ReadModel<PersonRow>,
  member: Member,
  query: PersonQueryDto,
): Promise<ListPage<PersonDto>> {
  const { status, accountStatus, activation, roleId, projectId, groupId, hasDrift } = query;
  const where = conditions({ status, accountStatus, activation, roleId, projectId, groupId, hasDrift });
  return page(people, { scope: { site: member.siteId as SiteId }, where, ...paging(query) }, (row) =>
    personView(row, member),
  );
}
