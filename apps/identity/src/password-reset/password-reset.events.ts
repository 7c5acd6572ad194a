import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';
import type { MailedLink } from '../account/account.events.js';

/** Streams of password resets: `identity.password-reset-<accountId>`: one open at most, a new one voids the old. */
export const passwordResetCategory = 'identity.password-reset';
/** The stream of an account's password resets. */
export const passwordResetStream = (accountId: string): StreamName => streamName(passwordResetCategory, accountId);

/** A mail with a link to a new password is asked for: by whoever knows the address, or by an Admin. */
export type PasswordResetRequested = Message<'PasswordResetRequested', { link: MailedLink; by: 'self' | 'admin' }>;
/** The link's form was posted with a new password. */
export type PasswordResetCompleted = Message<'PasswordResetCompleted', { generation: number }>;
/** The link is worth nothing any more: the account has another password or another address by now. */
export type PasswordResetVoided = Message<'PasswordResetVoided', { generation: number }>;

/** What can be true of an account's password resets. */
export type PasswordResetEvent = PasswordResetRequested | PasswordResetCompleted | PasswordResetVoided;
