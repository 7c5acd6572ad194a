import { reject } from '@rollcall/event-sourcing';
import { onField } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';

/**
 * Every one of these fields of people must be the member's to edit.
 * @throws Refused `not-permitted`, naming those that are not.
 */
export function requireFields(member: Member, fields: readonly string[]): void {
  const refused = fields.filter((field) => !member.may(onField('Person', field, 'edit')));
  if (refused.length === 0) return;
  const errors = refused.map((field) => ({ pointer: `/${field}`, detail: 'not yours to change' }));
  throw new Refused(reject('not-permitted', `You may not change: ${refused.join(', ')}.`, { fields: refused }), errors);
}
