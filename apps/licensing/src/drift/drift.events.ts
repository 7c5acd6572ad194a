import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';
import type { DriftFacet } from '@rollcall/contracts';

/** Streams of drift: `licensing.drift-<personId>`. */
export const driftCategory = 'licensing.drift';

/** The stream of a person's drift. */
export const driftStream = (personId: string): StreamName => streamName(driftCategory, personId);

/** A disagreement about a person began, or became another one; its data is the facet's state. */
export type DriftFound = Message<'DriftFound', DriftFacet>;
/** The services agree again. */
export type DriftCleared = Message<'DriftCleared', { personId: string; siteId: string }>;

/** What can be true of a person's drift. */
export type DriftEvent = DriftFound | DriftCleared;
