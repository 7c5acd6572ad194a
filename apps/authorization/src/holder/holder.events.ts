import { type Message, streamName, type StreamName, type StreamVersion } from '@rollcall/event-sourcing';

/** What authorization hears of a person; `personVersion` is the facet it was heard from (KRN-04). Never published. */
export type HolderEvent =
  | Message<'HolderEntered', { siteId: string; active: boolean; personVersion: StreamVersion }>
  | Message<'HolderActivated', { personVersion: StreamVersion }>
  | Message<'HolderDisabled', { personVersion: StreamVersion }>
  /** Somebody is about to disable them, as of that version; believed until then, or until something newer is heard. */
  | Message<'HolderLeaveReserved', { personVersion: StreamVersion; until: Date }>;

/** The stream of what was heard of a person; beside their roles, so that each stream's versions are its facet's. */
export const holderStream = (personId: string): StreamName => streamName('authorization.holder', personId);
