import { type Command, type Get, isRejection, type Write, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import type { ExistingAccount } from '../account/account.state.js';
import { type LinkedAccount, linkDecider } from '../link/link.decider.js';
import { linkStream } from '../link/link.decisions.js';
import { leaveAccounts, voidInvitation } from '../link/leave-accounts.js';
import { requestMail } from '../mail/mail.decisions.js';
import { invitationDecider } from './invitation.decider.js';
import { invitationStream } from './invitation.events.js';

/** What an invitation is made with: ids and times come from outside, so that a repeat makes the same one. */
export type InvitationTerms = Readonly<{ invitationId: string; mailId: string; keyId: string; at: Date }>;

const sevenDays = 7 * 24 * 60 * 60 * 1000;

/** A person whom an attempt made active; `version` is their facet's. */
export type WelcomedPerson = Readonly<{
  personId: string;
  siteId: string;
  accountId: string;
  attempt: number;
  version: bigint;
  invite: boolean;
}>;

/**
 * A person became active by an account: their access opens, they leave the account they had before an edit, and the mail
 * that fits the link goes out, none to somebody who entered before (IDN-04, STO-6). Changes nothing once the link has moved
 * on, or the attempt has ended.
 */
export function welcomePerson(person: WelcomedPerson, terms: InvitationTerms): Command {
  const { personId, siteId, accountId, attempt, version } = person;
  const addressed = accountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const link = get(linkDecider, linkStream(personId));
      const account = get(accountDecider, addressed);
      if (version < link.version || attempt <= link.ended) return new Map();
      if (link.linked?.accountId !== accountId || account.status === 'none') return new Map();
      const open = { type: 'OpenPersonAccess', data: { personId, siteId, attempt, version } } as const;
      const opened = accountDecider.decide(open, account);
      // This activation, or a newer message, was acted on before.
      if (isRejection(opened) || opened.length === 0) return new Map();
      const invited = person.invite ? inviteIfPending(get, personId, siteId, account, link.linked, terms) : [];
      return writes(
        [addressed, opened],
        ...leaveAccounts(get, link, version, accountId),
        ...(link.former && invited.length === 0 ? [voidInvitation(get, personId, accountId)] : []),
        ...invited,
      );
    },
  };
}

function inviteIfPending(
  get: Get,
  personId: string,
  siteId: string,
  account: ExistingAccount,
  linked: LinkedAccount,
  terms: InvitationTerms,
): readonly Write[] {
  const open = get(invitationDecider, invitationStream(personId));
  if (linked.linkStatus === 'Created' || account.status === 'closed') return [];
  if (open.status === 'open' && open.accountId === account.accountId) return [];
  return invite(get, personId, siteId, account, terms);
}

/** The invitation and its mail; an open one of the person is void from then on (IDN-38). */
export function invite(
  get: Get,
  personId: string,
  siteId: string,
  account: ExistingAccount,
  { invitationId, mailId, keyId, at }: InvitationTerms,
): readonly Write[] {
  const stream = invitationStream(personId);
  const before = get(invitationDecider, stream);
  const variant = account.status === 'pending' ? 'accept-invitation' : 'enter-site';
  const generation = before.status === 'none' ? 1 : before.link.generation + 1;
  const expiresAt = new Date(at.getTime() + sevenDays).toISOString();
  const link = { generation, keyId, expiresAt };
  const { accountId, email, firstName, lastName } = account;
  const issued = { invitationId, personId, siteId, accountId, variant, link, issuedAt: at.toISOString() } as const;
  return [
    [stream, invitationDecider.decide({ type: 'IssueInvitation', data: issued }, before)],
    requestMail(get, {
      mailId,
      template: variant,
      personId,
      siteId,
      invitationId,
      link: { purpose: 'invitation', id: personId, generation, keyId },
      expiresAt,
      personal: { subject: `account:${accountId}`, to: email, name: `${firstName} ${lastName}`.trim() },
    }),
  ];
}
