import {
  type Command,
  decideAll,
  type Get,
  isRejection,
  nextGeneration,
  type StreamName,
  streamName,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { siteSlotDecider } from '../site-slot/site-slot.decider.js';
import { siteSlotStream } from '../site-slot/site-slot.events.js';
import { leaveAccounts, voidInvitation } from './leave-accounts.js';
import { type Link, type LinkCommand, linkDecider } from './link.decider.js';
import { linkCategory } from './link.events.js';

/** What directory asks of identity for one attempt. */
export type LinkRequest = Readonly<{
  personId: string;
  siteId: string;
  teamId: string;
  attempt: number;
  cause: 'create' | 'activate' | 'email-edit';
  byHand: boolean;
  claimVersion: number;
  emailIndex: string;
  email: string;
  firstName: string;
  lastName: string;
  /** The person's status and facet version as they stood with the request. */
  status: 'active' | 'disabled';
  version: bigint;
  /** The id an account gets if one has to be made. */
  newAccountId: string;
}>;

/** The stream of a person's link. */
export const linkStream = (personId: string): StreamName => streamName(linkCategory, personId);

/**
 * Looks the account up by email and links it, or makes one first (IDN-04…IDN-06, STO-2); a refusal is an event of the
 * link: `account-required` where it must exist already (K17), `account-already-on-site`, `attempt-ended`. An attempt that
 * was answered, or a message older than one acted upon, changes nothing.
 */
export function linkAccount(request: LinkRequest): Command {
  const addressed = linkStream(request.personId);
  return {
    addressed,
    decide: (get) => {
      const link = get(linkDecider, addressed);
      if (request.attempt <= link.answered) return new Map();
      if (request.attempt <= link.ended) return refuse(request, link, 'attempt-ended', attemptEnded);
      if (request.version < link.version) return new Map();
      const claim = get(emailClaimDecider, emailClaimStream(request.emailIndex));
      const exists = claim.status === 'held';
      if (!exists && request.byHand) return refuse(request, link, 'account-required', noAccount);
      const accountId = exists ? claim.owner : request.newAccountId;
      const slotStream = siteSlotStream(request.siteId, accountId);
      const { personId, claimVersion, emailIndex } = request;
      const emailGeneration = exists ? claim.generation : nextGeneration(claim);
      const slot = siteSlotDecider.decide(
        { type: 'TakeSlot', data: { personId, claimVersion, emailIndex, emailGeneration } },
        get(siteSlotDecider, slotStream),
      );
      if (isRejection(slot)) return refuse(request, link, slot.rejected, slot.reason);
      const leaves = link.linked !== undefined && link.linked.accountId !== accountId && !isMove(request);
      return writes(
        [addressed, decideAll(linkDecider, link, linkCommands(request, link, accountId, exists))],
        [slotStream, slot],
        ...(exists ? attachTo(get, request, accountId) : createAccount(get, request, accountId)),
        ...(leaves ? [...leaveAccounts(get, link, request.version, accountId), voidInvitation(get, personId)] : []),
      );
    },
  };
}

const attemptEnded = 'This attempt has ended; start another.';
const noAccount =
  'Somebody created disabled needs an account first: one with this email, which they make in the profile portal.';

function refuse(request: LinkRequest, link: Link, code: string, reason: string) {
  const { personId, siteId, teamId, attempt, version } = request;
  const data = { personId, siteId, teamId, attempt, version, code, reason };
  return writes([linkStream(personId), linkDecider.decide({ type: 'RefuseLink', data }, link)]);
}

/** An active person stays linked until the new link stands, so that licensing can move the use in one step. */
const isMove = ({ status, cause }: LinkRequest): boolean => status === 'active' && cause === 'email-edit';

function linkCommands(request: LinkRequest, link: Link, accountId: string, exists: boolean): readonly LinkCommand[] {
  const { personId, siteId, teamId, attempt, byHand, version } = request;
  const former = link.linked && link.linked.accountId !== accountId ? link.linked : undefined;
  const moves = isMove(request);
  return [
    ...(former && !moves ? [{ type: 'UnlinkAccount', data: { version } } as const] : []),
    {
      type: 'LinkAccount',
      data: { personId, siteId, teamId, accountId, attempt, wasExisting: exists, byHand, version },
    },
    ...(former && !exists
      ? [
          {
            type: 'NoteTwin',
            data: { accountId, twinAccountId: former.accountId, kind: moves ? 'site-edit' : 'late-enable' },
          } as const,
        ]
      : []),
  ];
}

/** The account remembers whom it stands for, so that it is known when it stands for nobody (KRN-17). */
const attach = ({ personId, siteId }: LinkRequest) => ({ type: 'AttachPerson', data: { personId, siteId } }) as const;

function attachTo(get: Get, request: LinkRequest, accountId: string): readonly Write[] {
  const account = accountStream(accountId);
  return [[account, accountDecider.decide(attach(request), get(accountDecider, account))]];
}

function createAccount(get: Get, request: LinkRequest, accountId: string): readonly Write[] {
  const { email, emailIndex, firstName, lastName } = request;
  const claim = emailClaimStream(emailIndex);
  const account = accountStream(accountId);
  return [
    [claim, emailClaimDecider.decide({ type: 'Claim', data: { owner: accountId } }, get(emailClaimDecider, claim))],
    [
      account,
      decideAll(accountDecider, get(accountDecider, account), [
        { type: 'CreateAccount', data: { accountId, origin: 'invite', email, emailIndex, firstName, lastName } },
        attach(request),
      ]),
    ],
  ];
}
