import { composed, projected, Service } from '@rollcall/service-kit';
import { GroupController } from './group/group.controller.js';
import { ErasedRows } from './import/erased-rows.js';
import { ImportController } from './import/import.controller.js';
import { ImportNames } from './import/import-names.js';
import { ImportRunner } from './import/import-runner.js';
import { ImportUploads } from './import/import-uploads.js';
import { WaitingFiles } from './import/waiting-files.js';
import { commandOf, directoryDeadlines } from './integration/deadlines.js';
import { directoryRelay } from './integration/directory.relay.js';
import { onAccountEmailChanged } from './integration/on-account-email-changed.js';
import { onAccountLinkRefused } from './integration/on-account-link-refused.js';
import { onAccountLinked } from './integration/on-account-linked.js';
import { OnImportFinished } from './integration/on-import-finished.js';
import { onSeatClaimed } from './integration/on-seat-claimed.js';
import { onSeatRefused } from './integration/on-seat-refused.js';
import { OnStatusCorrectionRequested } from './integration/on-status-correction-requested.js';
import { Disabling } from './person/disabling.js';
import { PersonController } from './person/person.controller.js';
import { ProjectController } from './project/project.controller.js';
import { groupNames, groupNamesDeclaration } from './read-models/group-names.projection.js';
import { importList, importListDeclaration } from './read-models/import-list.projection.js';
import { importRows, importRowsDeclaration } from './read-models/import-rows.projection.js';
import { PersonExportController } from './read-models/person-export.controller.js';
import { personList, personListDeclaration } from './read-models/person-list.projection.js';
import { projectNames, projectNamesDeclaration } from './read-models/project-names.projection.js';
import { roleNames, roleNamesDeclaration } from './read-models/role-names.composition.js';
import { SiteController } from './site/site.controller.js';

/** Sites, people, projects, groups and imports. */
@Service({
  name: 'directory',
  relay: directoryRelay,
  projections: [
    projected(personList, personListDeclaration),
    projected(projectNames, projectNamesDeclaration),
    projected(groupNames, groupNamesDeclaration),
    projected(importList, importListDeclaration),
    projected(importRows, importRowsDeclaration),
  ],
  compositions: [composed(roleNames, roleNamesDeclaration, { from: ['authorization'] })],
  deadlines: [{ projection: directoryDeadlines, command: commandOf }],
  erasure: { on: ['PersonErased'], files: ErasedRows },
  listeners: [onAccountLinked, onAccountLinkRefused, onAccountEmailChanged, onSeatClaimed, onSeatRefused],
  controllers: [
    SiteController,
    PersonController,
    ProjectController,
    GroupController,
    ImportController,
    PersonExportController,
    OnStatusCorrectionRequested,
    OnImportFinished,
  ],
  providers: [WaitingFiles, Disabling, ErasedRows, ImportNames, ImportUploads, ImportRunner],
})
export class DirectoryModule {}
