import type { PersonFacet } from '@rollcall/contracts';
import {
  keyOf,
  type Projection,
  type ReadModelDeclaration,
  type Recorded,
  type SiteId,
} from '@rollcall/event-sourcing';
import type { PersonEvent } from '../person/person.events.js';
import { personFold } from '../person/person.facet.js';

const step = {
  ids: ({ stream }: Recorded<PersonEvent>) => keyOf(stream),
  evolve: (person: PersonFacet | undefined, event: Recorded<PersonEvent>): PersonFacet | undefined =>
    personFold.evolve(person as never, event) as PersonFacet | undefined,
};

/** Everybody of a site as others know them, in the order in which the export is read. */
export const personList: Projection<PersonFacet, PersonEvent> = {
  name: 'directory-person-list',
  version: 1,
  on: {
    PersonCreated: step,
    ActivationRequested: step,
    PersonActivated: step,
    ActivationRefused: step,
    ActivationEnded: step,
    ActivationTimedOut: step,
    PersonDisabled: step,
    PersonRenamed: step,
    PersonLoginChanged: step,
    PersonEmailChanged: step,
    PersonLinkedToProject: step,
    PersonUnlinkedFromProject: step,
    PersonJoinedGroup: step,
    PersonLeftGroup: step,
  },
};

/** What may be asked of {@link personList}: all of a site, by id. */
export const personListDeclaration: ReadModelDeclaration<PersonFacet> = {
  name: personList.name,
  version: personList.version,
  scope: ({ siteId }) => ({ site: siteId as SiteId }),
  filters: {},
  sorts: {},
};
