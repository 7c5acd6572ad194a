import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { composed, Service } from '@rollcall/service-kit';
import { adminGatewaySettings } from './admin-gateway.config.js';
import { AccessGuard } from './access/access.guard.js';
import { AskedFacts } from './access/asked-facts.js';
import { CurrentFacts } from './access/current-facts.js';
import { FedFacts } from './access/fed-facts.js';
import { Freshness } from './access/freshness.js';
import { Members } from './access/members.js';
import { OwnerQuestions } from './access/owner-questions.js';
import { SiteEntry } from './access/site-entry.js';
import { SitePolicies } from './access/site-policies.js';
import { DiagnosticRunController } from './diagnostic-run/diagnostic-run.controller.js';
import { FindingViews } from './diagnostic-run/finding-views.js';
import { GroupController } from './group/group.controller.js';
import { EdgePlugins } from './http/edge-plugins.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { IdempotentAnswers } from './http/idempotent-answers.js';
import { OwnWritesGuard } from './http/own-writes.guard.js';
import { owners, Upstream } from './http/upstream.js';
import { ImportController } from './import/import.controller.js';
import { ChangeLog } from './live/change-log.js';
import { ChangeStream } from './live/change-stream.js';
import { changedRowsProviders, changesOf } from './live/changed-rows.js';
import { LiveController } from './live/live.controller.js';
import { OperationStream } from './live/operation-stream.js';
import { SiblingChanges } from './live/sibling-changes.js';
import { VisibleChanges } from './live/visible-changes.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { OperationController } from './operation/operation.controller.js';
import { Operations } from './operation/operations.js';
import { ParkedMessageController } from './parked-message/parked-message.controller.js';
import { ParkedMessages } from './parked-message/parked-messages.js';
import { AccessExplanation } from './person/access-explanation.js';
import { PeopleController } from './person/people.controller.js';
import { PeopleOfSite } from './person/people-of-site.js';
import { PersonAccessController } from './person/person-access.controller.js';
import { PersonLinksController } from './person/person-links.controller.js';
import { PersonController } from './person/person.controller.js';
import { PersonSecondFactorController } from './person/person-second-factor.controller.js';
import { PersonSessionsController } from './person/person-sessions.controller.js';
import { RoleGrants } from './person/role-grants.js';
import { SiteReferences } from './person/site-references.js';
import { MeController } from './portal/me.controller.js';
import { MySecondFactorController } from './portal/my-second-factor.controller.js';
import { MySessionsController } from './portal/my-sessions.controller.js';
import { PortalController } from './portal/portal.controller.js';
import { Profile } from './portal/profile.js';
import { ProjectController } from './project/project.controller.js';
import { Facets } from './read-models/facets.js';
import { groups, groupsDeclaration } from './read-models/groups.composition.js';
import { members, membersDeclaration } from './read-models/members.composition.js';
import { imports, importsDeclaration, runs, runsDeclaration } from './read-models/operations.composition.js';
import { people, peopleDeclaration } from './read-models/people.composition.js';
import { projects, projectsDeclaration } from './read-models/projects.composition.js';
import { roles, rolesDeclaration } from './read-models/roles.composition.js';
import { seats, seatsDeclaration } from './read-models/seats.composition.js';
import { sessions, sessionsDeclaration } from './read-models/sessions.composition.js';
import { sites, sitesDeclaration } from './read-models/sites.composition.js';
import { teams, teamsDeclaration } from './read-models/teams.composition.js';
import { RoleController } from './role/role.controller.js';
import { SiteSeatsController } from './seat/site-seats.controller.js';
import { TeamSeatsController } from './seat/team-seats.controller.js';
import { UnusedSeats } from './seat/unused-seats.js';
import { BearerStrategy } from './sign-in/bearer.strategy.js';
import { ClientAddress } from './sign-in/client-address.js';
import { CookieStrategy } from './sign-in/cookie.strategy.js';
import { CsrfTokens } from './sign-in/csrf-tokens.js';
import { ErrorRate } from './sign-in/error-rate.js';
import { LastSeen } from './sign-in/last-seen.js';
import { OpenSessions } from './sign-in/open-sessions.js';
import { PendingSignIn } from './sign-in/pending-sign-in.js';
import { SessionCheck } from './sign-in/session-check.js';
import { SessionCookie } from './sign-in/session-cookie.js';
import { SessionController } from './sign-in/session.controller.js';
import { SignInGuard } from './sign-in/sign-in.guard.js';
import { SiteController } from './site/site.controller.js';
import { WEB_APP_FOLDER, webAppFolder } from './web-app/web-app-folder.js';
import { WebAppController } from './web-app/web-app.controller.js';

/** The one public edge: a table of contents. */
@Service({
  name: 'admin-gateway',
  edge: true,
  settings: adminGatewaySettings,
  openApi: {
    title: 'Rollcall',
    description: 'Who is in the studio, what may they do, on which projects, and who holds a paid seat.',
    version: '1',
  },
  compositions: [
    composed(people, peopleDeclaration, { from: owners, onRows: changesOf('person') }),
    composed(members, membersDeclaration, {
      from: ['directory', 'identity', 'authorization'],
      onRows: changesOf('membership'),
    }),
    composed(sessions, sessionsDeclaration, { from: ['identity'], onRows: changesOf('session') }),
    composed(projects, projectsDeclaration, { from: ['directory'], onRows: changesOf('project') }),
    composed(groups, groupsDeclaration, { from: ['directory'], onRows: changesOf('group') }),
    composed(roles, rolesDeclaration, { from: ['authorization'], onRows: changesOf('role') }),
    composed(sites, sitesDeclaration, { from: ['directory'] }),
    composed(teams, teamsDeclaration, { from: ['licensing'], onRows: changesOf('seats') }),
    composed(seats, seatsDeclaration, { from: ['licensing', 'identity'] }),
    composed(imports, importsDeclaration, { from: ['directory'], onRows: changesOf('import') }),
    composed(runs, runsDeclaration, { from: ['licensing'], onRows: changesOf('diagnostic-run') }),
  ],
  siblingWork: { from: owners, observer: SiblingChanges },
  controllers: [
    SessionController,
    MeController,
    MySecondFactorController,
    MySessionsController,
    PortalController,
    SiteController,
    PeopleController,
    PersonController,
    PersonLinksController,
    PersonAccessController,
    PersonSecondFactorController,
    PersonSessionsController,
    GroupController,
    ProjectController,
    RoleController,
    SiteSeatsController,
    TeamSeatsController,
    ImportController,
    OperationController,
    DiagnosticRunController,
    LiveController,
    MailboxController,
    ParkedMessageController,
    WebAppController,
  ],
  providers: [
    EdgePlugins,
    { provide: WEB_APP_FOLDER, useValue: webAppFolder },
    // In this order: who sends a request, what they have just done, then what they may.
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: OwnWritesGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    ...[
      SessionCheck,
      SessionCookie,
      CsrfTokens,
      LastSeen,
      OpenSessions,
      PendingSignIn,
      ClientAddress,
      ErrorRate,
      BearerStrategy,
      CookieStrategy,
    ],
    ...[Freshness, CurrentFacts, FedFacts, AskedFacts, OwnerQuestions, Members, SitePolicies, SiteEntry],
    ...[Facets, Upstream, IdempotentAnswers, ParkedMessages],
    ...[ChangeLog, ChangeStream, OperationStream, SiblingChanges, VisibleChanges, ...changedRowsProviders],
    ...[AccessExplanation, PeopleOfSite, SiteReferences, RoleGrants, Profile, Operations, FindingViews, UnusedSeats],
  ],
})
export class AdminGatewayModule {}
