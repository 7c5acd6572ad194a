import type { PersonFacet } from '@rollcall/contracts';
import { facetStep, type Projection, type ReadModelDeclaration, type SiteId } from '@rollcall/event-sourcing';
import type { PersonEvent } from '../person/person.events.js';
import { personFold } from '../person/person.facet.js';

const step = facetStep<PersonFacet, PersonEvent>(personFold);

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
    PersonErased: step,
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
