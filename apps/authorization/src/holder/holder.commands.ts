import type { Message, StreamVersion } from '@rollcall/event-sourcing';

/** A person as their facet tells: the site they are on, and whether they are active. */
export type HolderCommand = Message<'Note', { siteId: string; active: boolean; personVersion: StreamVersion }>;
