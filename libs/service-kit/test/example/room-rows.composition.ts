import { type Composition, type ReadModelDeclaration, sortKey, type SiteId } from '@rollcall/event-sourcing';
import type { RoomFacet, RoomRow } from '@rollcall/testing';

/** All rooms of the example are on one site. */
export const exampleSite = 'example-site' as SiteId;

/** A room as others see it, composed from the facets on the bus. */
export type RoomAvailability = Readonly<{ id: string; name: string; free: number }>;

export const roomAvailability: Composition<RoomAvailability> = {
  name: 'example-room-availability',
  version: 1,
  rowOf: 'room',
  joins: {},
  compose: (facets, id) => {
    const room = facets.get('room')?.[0]?.state as RoomFacet | undefined;
    return room && { id, name: room.name, free: room.seats - room.taken };
  },
};

export const roomAvailabilityDeclaration: ReadModelDeclaration<RoomAvailability> = {
  name: roomAvailability.name,
  version: roomAvailability.version,
  scope: () => ({ site: exampleSite }),
  filters: {},
  sorts: { name: ({ name }) => sortKey(name) },
};

export const roomListDeclaration: ReadModelDeclaration<RoomRow> = {
  name: 'example-room-list',
  version: 1,
  scope: () => ({ site: exampleSite }),
  filters: {},
  sorts: { name: ({ name }) => sortKey(name) },
};
