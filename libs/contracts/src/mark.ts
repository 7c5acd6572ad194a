import type { Recorded } from '@rollcall/event-sourcing';
import type { Mark } from './schema.js';

/** Since when, by whom, and which event says so. */
export const markOf = ({ id, metadata: { occurredAt, actor } }: Recorded): Mark => ({
  at: occurredAt.toISOString(),
  by: actor,
  eventId: id,
});
