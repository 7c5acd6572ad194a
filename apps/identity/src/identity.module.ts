import { activationRequested } from '@rollcall/contracts';
import { composed, projected, Service } from '@rollcall/service-kit';
import { AccountController } from './account/account.controller.js';
import { AccountLookUp } from './account/account-look-up.js';
import { EmailChangeController } from './account/email-change.controller.js';
import { identitySettings } from './identity.config.js';
import { Afterwards } from './http/afterwards.js';
import { identityRelay } from './integration/identity.relay.js';
import { onActivationRefused } from './integration/on-activation-refused.js';
import { onActivationRequested } from './integration/on-activation-requested.js';
import { OnMailRequested } from './integration/on-mail-requested.js';
import { onPersonChanged } from './integration/on-person-changed.js';
import { onPersonEmailChanged } from './integration/on-person-email-changed.js';
import { onPersonErased } from './integration/on-person-erased.js';
import { WelcomeController } from './integration/welcome.controller.js';
import { InvitationController } from './invitation/invitation.controller.js';
import { LinkController } from './link/link.controller.js';
import { PersonController } from './link/person.controller.js';
import { lockDeadlines, unlockWhenOver } from './lock/lock-deadlines.js';
import { Throttle } from './lock/throttle.js';
import { ToldAdmins } from './lock/told-admins.js';
import { WrongTries } from './lock/wrong-tries.js';
import { ErasedMails } from './mail/erased-mails.js';
import { MailedLinks } from './mail/mailed-links.js';
import { NoticesController } from './notices/notices.controller.js';
import { OperatorController } from './operator/operator.controller.js';
import { NewPasswords } from './password/new-passwords.js';
import { OwnerProof } from './password/owner-proof.js';
import { PasswordResetController } from './password-reset/password-reset.controller.js';
import { ExportController } from './read-models/export.controller.js';
import { linkList, linkListDeclaration } from './read-models/link-list.projection.js';
import { securityReaders, securityReadersDeclaration } from './read-models/security-readers.composition.js';
import { sites, sitesDeclaration } from './read-models/sites.composition.js';
import { CodeProof } from './second-factor/code-proof.js';
import { PersonSecondFactorController } from './second-factor/person-second-factor.controller.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { NewSessions } from './session/new-sessions.js';
import { AccountSessionsController } from './session/account-sessions.controller.js';
import { PendingSignIns } from './session/pending-sign-ins.js';
import { SessionController } from './session/session.controller.js';
import { SignUpController } from './sign-up/sign-up.controller.js';

/** Accounts, credentials, invitations, sessions, email changes, and the mails about them. */
@Service({
  name: 'identity',
  sendsMail: true,
  relay: identityRelay,
  projections: [projected(linkList, linkListDeclaration)],
  compositions: [
    composed(sites, sitesDeclaration, { from: ['directory'] }),
    composed(securityReaders, securityReadersDeclaration, { from: ['identity', 'authorization'] }),
  ],
  deadlines: [{ projection: lockDeadlines, command: unlockWhenOver }],
  listeners: [
    ...onPersonChanged,
    { on: activationRequested.type, listener: onActivationRequested },
    onActivationRefused,
    onPersonEmailChanged,
    onPersonErased,
  ],
  erasure: { on: ['AccountErased'], files: ErasedMails },
  settings: identitySettings,
  controllers: [
    SessionController,
    AccountSessionsController,
    SignUpController,
    PasswordResetController,
    AccountController,
    SecondFactorController,
    PersonSecondFactorController,
    EmailChangeController,
    InvitationController,
    LinkController,
    PersonController,
    NoticesController,
    OperatorController,
    ExportController,
    WelcomeController,
    OnMailRequested,
  ],
  providers: [
    ...[AccountLookUp, ErasedMails, MailedLinks, NewPasswords, NewSessions, OwnerProof],
    ...[Afterwards, CodeProof, PendingSignIns, Throttle, ToldAdmins, WrongTries],
  ],
})
export class IdentityModule {}
