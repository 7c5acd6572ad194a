import { Type } from '@sinclair/typebox';
import { contract } from './contract.js';
import {
  accountFacet,
  invitationFacet,
  linkFacet,
  lockFacet,
  mailFacet,
  noticesFacet,
  secondFactorFacet,
  sessionFacet,
} from './identity.facets.js';
import { Id, Moment, oneOf, personal } from './schema.js';

const link = { personId: Id, siteId: Id, teamId: Id };
const attempt = Type.Integer({ minimum: 1 });

export const accountCreated = contract(
  accountFacet,
  'account-created',
  'An account exists for an email.',
  Type.Object({ accountId: Id }),
);
export const accountCompleted = contract(
  accountFacet,
  'account-completed',
  'The owner chose a name and a password.',
  Type.Object({ accountId: Id }),
);
/**
 * `people` are those active by the account at that moment, each with the attempt that made them so: directory follows only
 * for whom it still finds active by that attempt.
 */
export const accountEmailChanged = contract(
  accountFacet,
  'account-email-changed',
  'The owner confirmed another email; the account stays the same.',
  Type.Object({
    accountId: Id,
    people: Type.Array(Type.Object({ personId: Id, siteId: Id, attempt: Type.Optional(attempt) })),
    personal: personal({ email: Type.String(), previous: Type.String() }),
  }),
);
export const accountClosed = contract(
  accountFacet,
  'account-closed',
  'The owner closed the account; its email is free again, and its seats are.',
  Type.Object({ accountId: Id, people: Type.Array(Type.Object({ personId: Id, siteId: Id })) }),
);
/** Whoever keeps something of the subject, in memory or in files, drops it; the facet reads `[erased]` from here on. */
export const accountErased = contract(
  accountFacet,
  'account-erased',
  'Nothing personal of this account is kept any more; its key is destroyed.',
  Type.Object({ accountId: Id, erasedSubject: Type.String() }),
);
export const accountSessionsEnded = contract(
  accountFacet,
  'account-sessions-ended',
  'Every session of the account has ended.',
  Type.Object({ accountId: Id, reason: oneOf('no-active-person', 'password-changed', 'closed', 'owner', 'admin') }),
);
export const passwordChanged = contract(
  accountFacet,
  'password-changed',
  'The account has another password; never the password or its hash.',
  Type.Object({ accountId: Id, by: oneOf('link', 'admin', 'self') }),
);

export const accountLocked = contract(
  lockFacet,
  'account-locked',
  'Too many wrong passwords: nobody signs in to the account for a while.',
  Type.Object({ accountId: Id, until: Moment }),
);
export const accountUnlocked = contract(
  lockFacet,
  'account-unlocked',
  'The account can be signed in to again.',
  Type.Object({ accountId: Id, by: oneOf('time', 'reset') }),
);

export const secondFactorAdded = contract(
  secondFactorFacet,
  'second-factor-added',
  'A password alone signs nobody in to the account any more.',
  Type.Object({ accountId: Id, kind: oneOf('totp') }),
);
export const secondFactorRemoved = contract(
  secondFactorFacet,
  'second-factor-removed',
  'The account has no second factor any more.',
  Type.Object({ accountId: Id, kind: oneOf('totp'), by: oneOf('owner', 'admin') }),
);
export const recoveryCodesIssued = contract(
  secondFactorFacet,
  'recovery-codes-issued',
  'The owner got recovery codes; the ones before are void. Never the codes.',
  Type.Object({ accountId: Id }),
);

/** `byHand` and `welcome` are the request’s, passed on for licensing and for the mail. */
export const accountLinked = contract(
  linkFacet,
  'account-linked',
  'A person is linked to an account for one attempt.',
  Type.Object({ ...link, accountId: Id, attempt, wasExisting: Type.Boolean(), byHand: Type.Boolean() }),
);
export const accountLinkRefused = contract(
  linkFacet,
  'account-link-refused',
  'No account was linked for this attempt.',
  Type.Object({ ...link, attempt, code: Type.String(), reason: Type.String() }),
);
/** After a refused email edit of an active person: the link is as it was before (DESIGN section 5). */
export const accountLinkRestored = contract(
  linkFacet,
  'account-link-restored',
  'A person is linked to the account they had before a refused attempt.',
  Type.Object({ ...link, accountId: Id, attempt }),
);
export const accountUnlinked = contract(
  linkFacet,
  'account-unlinked',
  'A person is linked to no account; the use of its seat ends.',
  Type.Object({ ...link, accountId: Id, attempt }),
);
export const linkStatusCreated = contract(
  linkFacet,
  'link-status-created',
  'The account entered the person’s site for the first time.',
  Type.Object({ ...link, accountId: Id }),
);
export const twinDetected = contract(
  linkFacet,
  'twin-detected',
  'A person is linked to a second account of the same human.',
  Type.Object({ ...link, accountId: Id, twinAccountId: Id, kind: oneOf('site-edit', 'late-enable') }),
);

export const securityEmailsSubscribed = contract(
  noticesFacet,
  'security-emails-subscribed',
  'A person gets the security emails of their site, whatever their role.',
  Type.Object({ personId: Id, siteId: Id }),
);
export const securityEmailsUnsubscribed = contract(
  noticesFacet,
  'security-emails-unsubscribed',
  'A person gets no security emails of their site, whatever their role.',
  Type.Object({ personId: Id, siteId: Id }),
);

export const invitationIssued = contract(
  invitationFacet,
  'invitation-issued',
  'An invitation is on its way; an earlier one of the person is void.',
  Type.Object({ personId: Id, siteId: Id, invitationId: Id }),
);
export const invitationSent = contract(
  invitationFacet,
  'invitation-sent',
  'The mail server took the invitation.',
  Type.Object({ personId: Id, siteId: Id, invitationId: Id }),
);
export const invitationFailed = contract(
  invitationFacet,
  'invitation-failed',
  'The mail server refused the invitation.',
  Type.Object({ personId: Id, siteId: Id, invitationId: Id, reason: Type.String() }),
);
export const invitationAccepted = contract(
  invitationFacet,
  'invitation-accepted',
  'The invitation’s link was used.',
  Type.Object({ personId: Id, siteId: Id, invitationId: Id }),
);
export const invitationVoided = contract(
  invitationFacet,
  'invitation-voided',
  'The invitation’s link leads to the sign-in page from now on.',
  Type.Object({ personId: Id, siteId: Id, invitationId: Id }),
);

export const sessionStarted = contract(
  sessionFacet,
  'session-started',
  'Somebody signed in.',
  Type.Object({ sessionId: Id, accountId: Id }),
);
export const sessionEnded = contract(
  sessionFacet,
  'session-ended',
  'A session was ended by its owner.',
  Type.Object({ sessionId: Id, accountId: Id, reason: oneOf('signed-out', 'ended') }),
);
export const sessionContinued = contract(
  sessionFacet,
  'session-continued',
  'A session outlives the end of the others: its owner changed the password in it.',
  Type.Object({ sessionId: Id, accountId: Id }),
);

/** What the mail follower acts on. */
export const mailRequested = contract(
  mailFacet,
  'mail-requested',
  'A mail is to be sent.',
  Type.Object({ mailId: Id }),
);
export const mailSent = contract(mailFacet, 'mail-sent', 'The mail server took a mail.', Type.Object({ mailId: Id }));
export const mailFailed = contract(
  mailFacet,
  'mail-failed',
  'The mail server refused a mail for good.',
  Type.Object({ mailId: Id }),
);
