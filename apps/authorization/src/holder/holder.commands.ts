import type { Message, StreamVersion } from '@rollcall/event-sourcing';

/** What can be asked about a person that directory owns. */
export type HolderCommand =
  /** As their facet tells: the site they are on, and whether they are active. */
  | Message<'Note', { siteId: string; active: boolean; personVersion: StreamVersion }>
  /** Directory is about to disable them, as of that version. */
  | Message<'ReserveLeave', { personVersion: StreamVersion; at: Date }>;
