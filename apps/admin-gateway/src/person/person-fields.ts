import { reject } from '@rollcall/event-sourcing';
import { onField } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';

/**
 * Every field of people behind these places of a request must be the member's to edit: `lastName` is a part of `name`.
 * @throws Refused `not-permitted`, naming the fields and the places of those that are not.
 */
export function requireFields(member: Member, asked: readonly Readonly<{ field: string; pointer: string }>[]): void {
  const refused = asked.filter(({ field }) => !member.may(onField('Person', field, 'edit')));
  if (refused.length === 0) return;
  const fields = [...new Set(refused.map(({ field }) => field))];
  const errors = refused.map(({ pointer }) => ({ pointer, detail: 'not yours to change' }));
  throw new Refused(reject('not-permitted', `You may not change: ${fields.join(', ')}.`, { fields }), errors);
}
