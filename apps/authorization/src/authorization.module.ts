import { siteOpened, siteSettingChanged } from '@rollcall/contracts';
import { projected, Service } from '@rollcall/service-kit';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { authorizationRelay } from './integration/authorization.relay.js';
import { onPersonActivated, onPersonCreated, onPersonDisabled } from './integration/on-person.js';
import { onSiteOpened, onSiteSettingChanged } from './integration/on-site-opened.js';
import { AssignmentExportController } from './read-models/assignment-export.controller.js';
import { assignmentList, assignmentListDeclaration } from './read-models/assignment-list.projection.js';
import { RoleController } from './role/role.controller.js';
import { SiteAdminsController } from './site-admins/site-admins.controller.js';

/** Roles and who holds them. */
@Service({
  name: 'authorization',
  relay: authorizationRelay,
  projections: [projected(assignmentList, assignmentListDeclaration)],
  listeners: [
    { on: siteOpened.type, listener: onSiteOpened },
    { on: siteSettingChanged.type, listener: onSiteSettingChanged },
    onPersonCreated,
    onPersonActivated,
    onPersonDisabled,
  ],
  controllers: [RoleController, AssignmentsController, SiteAdminsController, AssignmentExportController],
})
export class AuthorizationModule {}
