import * as contracts from '@rollcall/contracts';
import type { GroupFacet, ImportFacet, PersonFacet, ProjectFacet } from '@rollcall/contracts';
import { keyOf, type Message, type Publication, type Recorded, type Relay } from '@rollcall/event-sourcing';
import type { GroupEvent } from '../group/group.events.js';
import { groupFold } from '../group/group.facet.js';
import type { ImportEvent } from '../import/import.events.js';
import { importFold } from '../import/import.facet.js';
import type { PersonEvent } from '../person/person.events.js';
import { personFold } from '../person/person.facet.js';
import type { ProjectEvent } from '../project/project.events.js';
import { projectFold } from '../project/project.facet.js';
import type { SiteEvent } from '../site/site.events.js';
import { siteFold } from '../site/site.facet.js';

type Published = PersonEvent | SiteEvent | ProjectEvent | GroupEvent | ImportEvent;

/** An event of a person under its contract: its own data, and whose it is. */
const ofPerson =
  ({ type }: contracts.Contract) =>
  ({ data }: Recorded<Message<string, object>>, { personId, siteId, teamId }: PersonFacet): Publication => ({
    type,
    data: { ...data, personId, siteId, teamId },
  });

const ofProject =
  ({ type }: contracts.Contract) =>
  (_: Recorded, { projectId, siteId }: ProjectFacet): Publication => ({ type, data: { projectId, siteId } });
const ofGroup =
  ({ type }: contracts.Contract) =>
  (_: Recorded, { groupId, siteId }: GroupFacet): Publication => ({ type, data: { groupId, siteId } });
/** Figures only: what became of each row stays here. */
const ofImport =
  ({ type }: contracts.Contract) =>
  (_: Recorded, { importId, siteId }: ImportFacet): Publication => ({ type, data: { importId, siteId } });

/** What others learn from directory (docs/reference/asyncapi.json). */
export const directoryRelay: Relay<Published> = {
  name: 'directory',
  service: 'directory',
  facets: { person: personFold, site: siteFold, project: projectFold, group: groupFold, import: importFold },
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
    PersonErased: ofPerson(contracts.personErased),
    ProjectCreated: ofProject(contracts.projectCreated),
    ProjectRenamed: ofProject(contracts.projectRenamed),
    ProjectMadePrivate: ofProject(contracts.projectMadePrivate),
    ProjectMadeOpen: ofProject(contracts.projectMadeOpen),
    ProjectArchived: ofProject(contracts.projectArchived),
    GroupCreated: ofGroup(contracts.groupCreated),
    ImportUploaded: ofImport(contracts.importProgressed),
    ImportChecked: ofImport(contracts.importProgressed),
    ImportStarted: ofImport(contracts.importProgressed),
    ImportRowsDone: ofImport(contracts.importProgressed),
    ImportFinished: ofImport(contracts.importFinished),
    ImportCancelled: ofImport(contracts.importFinished),
  },
};
