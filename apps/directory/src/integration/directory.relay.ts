import * as contracts from '@rollcall/contracts';
import type { PersonFacet } from '@rollcall/contracts';
import { keyOf, type Message, type Publication, type Recorded, type Relay } from '@rollcall/event-sourcing';
import type { PersonEvent } from '../person/person.events.js';
import { personFold } from '../person/person.facet.js';
import type { SiteEvent } from '../site/site.events.js';
import { siteFold } from '../site/site.facet.js';

type Published = PersonEvent | SiteEvent;

/** An event of a person under its contract: its own data, and whose it is. */
const ofPerson =
  ({ type }: contracts.Contract) =>
  ({ data }: Recorded<Message<string, object>>, { personId, siteId, teamId }: PersonFacet): Publication => ({
    type,
    data: { ...data, personId, siteId, teamId },
  });

/** What others learn from directory (docs/reference/asyncapi.json). */
export const directoryRelay: Relay<Published> = {
  name: 'directory',
  service: 'directory',
  facets: { person: personFold, site: siteFold },
  publish: {
    SiteOpened: ({ data: { siteId, teamId } }) => ({ type: contracts.siteOpened.type, data: { siteId, teamId } }),
    SiteSettingChanged: ({ data, stream }) => ({
      type: contracts.siteSettingChanged.type,
      data: { siteId: keyOf(stream), ...data },
    }),
    PersonCreated: ({ data: { personId, siteId, teamId, roleId, importId } }) => ({
      type: contracts.personCreated.type,
      data: { personId, siteId, teamId, ...(roleId ? { roleId } : {}), ...(importId ? { importId } : {}) },
    }),
    ActivationRequested: ofPerson(contracts.activationRequested),
    PersonActivated: ofPerson(contracts.personActivated),
    ActivationRefused: ofPerson(contracts.activationRefused),
    ActivationEnded: ofPerson(contracts.activationEnded),
    ActivationTimedOut: ofPerson(contracts.activationTimedOut),
    PersonDisabled: ofPerson(contracts.personDisabled),
    PersonRenamed: ofPerson(contracts.personRenamed),
    PersonLoginChanged: ofPerson(contracts.personLoginChanged),
    PersonEmailChanged: ofPerson(contracts.personEmailChanged),
    PersonLinkedToProject: ofPerson(contracts.personLinkedToProject),
    PersonUnlinkedFromProject: ofPerson(contracts.personUnlinkedFromProject),
    PersonJoinedGroup: ofPerson(contracts.personJoinedGroup),
    PersonLeftGroup: ofPerson(contracts.personLeftGroup),
  },
};
