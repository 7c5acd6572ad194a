import { type Decider, type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** The newest state of an account whose email the sites have followed; -1 before the first. */
export type FollowedAccount = Readonly<{ version: number }>;
/** The account's facet, at this version, has another email. */
export type FollowEmail = Message<'FollowEmail', { version: number }>;
/** The sites have followed the account's email as of this version of its facet. */
export type AccountEmailFollowed = Message<'AccountEmailFollowed', { version: number }>;

/** The stream in which directory remembers what it has heard of an account. */
export const followedAccountStream = (accountId: string): StreamName => streamName('directory.account', accountId);

/** Remembers the newest email change that was acted on, so that an older one delivered again changes nothing (KRN-04). */
export const followedAccountDecider: Decider<FollowedAccount, FollowEmail, AccountEmailFollowed> = {
  initialState: () => ({ version: -1 }),
  evolve: (_account, { data: { version } }) => ({ version }),
  decide: ({ data: { version } }, account) =>
    version > account.version ? [{ type: 'AccountEmailFollowed', data: { version } }] : [],
};
