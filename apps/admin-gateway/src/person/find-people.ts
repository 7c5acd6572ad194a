import type { ReadModel, SiteId } from '@rollcall/event-sourcing';
import type { Member } from '../access/caller.js';
import { conditions, type ListPage, page, paging } from '../http/page.js';
import { fullName, type PersonRow } from '../read-models/person-row.js';
import type { PersonQueryDto } from './person-query.dto.js';
import { personView } from './person-view.js';
import type { PersonDto } from './person.dto.js';
import { searchVisible } from './search-visible.js';
import { requireVisible, sees } from './visible-questions.js';

/** The texts of a person that are searched, by the field that shows them. */
const searched: Readonly<Record<string, (row: PersonRow) => string>> = {
  name: fullName,
  login: ({ login }) => login,
  email: ({ email }) => email,
};

/**
 * One page of a site's people as this member may see them, of one project's where it is given.
 * @throws Refused `not-permitted` for a sort or a filter by what the member may not see; words are not looked for there.
 */
export async function findPeople(
  people: ReadModel<PersonRow>,
  member: Member,
  query: PersonQueryDto,
  project?: string,
): Promise<ListPage<PersonDto>> {
  requireVisible(member, query);
  const { status, accountStatus, activation, roleId, groupId, locked, hasDrift } = query;
  const projectId = project === undefined ? query.projectId : [project];
  const where = conditions({ status, accountStatus, activation, roleId, projectId, groupId, locked, hasDrift });
  // Lists are sorted by name unless they are asked otherwise.
  const sort = query.sort ?? (sees(member, 'name') ? 'name' : 'createdAt');
  const asked = { scope: { site: member.siteId as SiteId }, where, ...paging({ ...query, sort }) };
  const view = (row: PersonRow): PersonDto => personView(row, member);
  const visible = Object.keys(searched).filter((field) => sees(member, field));
  if (asked.search === undefined || visible.length === Object.keys(searched).length) return page(people, asked, view);
  const texts = (row: PersonRow): readonly string[] => visible.map((field) => searched[field]!(row));
  const { rows, ...found } = await searchVisible(people, { ...asked, search: asked.search }, texts);
  return { ...found, items: rows.map(view) };
}
