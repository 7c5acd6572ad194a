import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of groups: `directory.group-<groupId>`. */
export const groupCategory = 'directory.group';
/** The stream of a group. */
export const groupStream = (groupId: string): StreamName => streamName(groupCategory, groupId);

/** A group exists on a site (DIR-21). */
export type GroupCreated = Message<
  'GroupCreated',
  { groupId: string; siteId: string; name: string; nameIndex: string }
>;
/** What can be true of a group. */
export type GroupEvent = GroupCreated;
