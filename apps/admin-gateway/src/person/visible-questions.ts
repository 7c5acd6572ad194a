import { reject } from '@rollcall/event-sourcing';
import { onField, rights } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import type { PersonQueryDto } from './person-query.dto.js';

/** Whether a member may see a field of people. */
export const sees = (member: Member, field: string): boolean => member.may(onField('Person', field, 'see'));

/** The field of people that each sort and filter tells about. */
const told = {
  sort: { name: 'name', login: 'login', email: 'email', status: 'status' },
  filter: {
    ...{ status: 'status', activation: 'status', accountStatus: 'accountStatus' },
    locked: 'lockedUntil',
    ...{ roleId: 'permissionGroup', projectId: 'projects', groupId: 'groups' },
  },
} as const;

/**
 * What a list is sorted or filtered by, its order and its length tell: it must be the member's to see.
 * @throws Refused `not-permitted`, naming the parameters that are not.
 */
export function requireVisible(member: Member, query: Omit<PersonQueryDto, 'limit'>): void {
  const sort = query.sort?.replace(/^-/, '') as keyof typeof told.sort | undefined;
  const sorted = sort !== undefined && told.sort[sort];
  const filtered = Object.entries(told.filter).filter(
    ([name]) => query[name as keyof typeof told.filter] !== undefined,
  );
  const refused = [
    ...(sorted && !sees(member, sorted) ? ['sort'] : []),
    ...filtered.filter(([, field]) => !sees(member, field)).map(([name]) => name),
    ...(query.hasDrift !== undefined && !member.may(rights.accessAdmin) ? ['hasDrift'] : []),
  ];
  if (refused.length === 0) return;
  const errors = refused.map((name) => ({ pointer: `?${name}`, detail: 'not yours to see' }));
  throw new Refused(reject('not-permitted', 'You may not see what this list is asked by.'), errors);
}
