import type { Message } from '@rollcall/event-sourcing';
import type { AccountNoted, AssignmentForgotten, AssignmentNoted } from './account.events.js';

/** What identity says of the account, at a version of its facet. */
export type NoteAccount = Message<'NoteAccount', AccountNoted['data']>;
/** The account gets a seat directly. */
export type NoteAssignment = Message<'NoteAssignment', AssignmentNoted['data']>;
/** It no longer has it directly. */
export type ForgetAssignment = Message<'ForgetAssignment', AssignmentForgotten['data']>;

/** What is asked of an account. */
export type AccountCommand = NoteAccount | NoteAssignment | ForgetAssignment;
