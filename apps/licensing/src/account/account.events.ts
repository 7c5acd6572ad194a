import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of accounts as licensing knows them: `licensing.account-<accountId>`. */
export const accountCategory = 'licensing.account';

/** The stream of an account. */
export const accountStream = (accountId: string): StreamName => streamName(accountCategory, accountId);

/** Identity told of another email or of the end of the account; `version` is the facet's, as text. */
export type AccountNoted = Message<
  'AccountNoted',
  { accountId: string; emailIndex: string; closed: boolean; version: string }
>;
/** A team's admin gave the account this seat directly. */
export type AssignmentNoted = Message<'AssignmentNoted', { seatId: string; teamId: string }>;
/** The direct assignment of this seat ended. */
export type AssignmentForgotten = Message<'AssignmentForgotten', { seatId: string }>;

/** What licensing knows of an account. */
export type AccountEvent = AccountNoted | AssignmentNoted | AssignmentForgotten;
