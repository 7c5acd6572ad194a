import { type Decider, type Message, reject } from '@rollcall/event-sourcing';
import type {
  AccountLinked,
  AccountLinkRefused,
  AttemptsEnded,
  LinkEvent,
  LinkStatus,
  TwinDetected,
} from './link.events.js';

/** The account a person is linked to, by which attempt. */
export type LinkedAccount = Readonly<{ accountId: string; attempt: number; linkStatus: LinkStatus }>;

/**
 * What identity knows of a person's account. `answered` is the highest attempt that got its answer, `ended` the highest that
 * counts no more; `version` the highest version of the person's facet acted upon; `former` what a refused edit goes back to;
 * `accounts` every one they were ever linked to: a few, one an edit of their email.
 */
export type Link = Readonly<{
  place?: Readonly<{ personId: string; siteId: string; teamId: string }>;
  linked?: LinkedAccount;
  former?: LinkedAccount;
  answered: number;
  ended: number;
  version: bigint;
  accounts: readonly string[];
}>;

/**
 * What directory's messages make of a link: answered with an account or a refusal, taken back after a refused edit, ended
 * with its attempt or for good; entered by its account; found to be a second account of the same human. `version` is the
 * person's facet's.
 */
export type LinkAccount = Message<'LinkAccount', Omit<AccountLinked['data'], 'linkStatus'>>;
export type RefuseLink = Message<'RefuseLink', AccountLinkRefused['data']>;
export type RestoreLink = Message<'RestoreLink', { attempt: number; version: bigint }>;
export type UnlinkAccount = Message<'UnlinkAccount', { version: bigint }>;
export type EndAttempts = Message<'EndAttempts', AttemptsEnded['data']>;
export type EnterSite = Message<'EnterSite', { accountId: string }>;
export type NoteTwin = Message<'NoteTwin', TwinDetected['data']>;
export type LinkCommand = LinkAccount | RefuseLink | RestoreLink | UnlinkAccount | EndAttempts | EnterSite | NoteTwin;

/**
 * Account ↔ person, at most one per person (IDN-04…IDN-09, STO-2).
 * Rejections: `not-found` (entering a site without a link).
 */
export const linkDecider: Decider<Link, LinkCommand, LinkEvent> = {
  initialState: () => ({ answered: 0, ended: 0, version: -1n, accounts: [] }),
  evolve: (link, event) => {
    switch (event.type) {
      case 'AccountLinked': {
        const { personId, siteId, teamId, accountId, attempt, linkStatus, version } = event.data;
        const place = { personId, siteId, teamId };
        const former = link.linked && link.linked.accountId !== accountId ? { former: link.linked } : {};
        const kept = { ended: link.ended, accounts: [...new Set([...link.accounts, accountId])] };
        return { place, linked: { accountId, attempt, linkStatus }, ...former, answered: attempt, ...kept, version };
      }
      case 'AccountLinkRefused': {
        const { personId, siteId, teamId, attempt } = event.data;
        const version = event.data.version > link.version ? event.data.version : link.version;
        return { ...link, place: { personId, siteId, teamId }, answered: Math.max(link.answered, attempt), version };
      }
      case 'AccountLinkRestored': {
        const { former: _restored, ...rest } = link;
        const { accountId, attempt, linkStatus, version } = event.data;
        return { ...rest, linked: { accountId, attempt, linkStatus }, version };
      }
      case 'AccountUnlinked': {
        const { linked: _linked, former: _former, ...rest } = link;
        return { ...rest, version: event.data.version };
      }
      case 'AttemptsEnded':
        return { ...link, ended: Math.max(link.ended, event.data.upTo) };
      case 'LinkStatusCreated':
        return link.linked ? { ...link, linked: { ...link.linked, linkStatus: 'Created' } } : link;
      case 'TwinDetected':
        return link;
    }
  },
  decide: (command, link) => {
    switch (command.type) {
      case 'LinkAccount': {
        const same = link.linked?.accountId === command.data.accountId;
        const linkStatus = same && link.linked ? link.linked.linkStatus : 'Pending';
        return [{ type: 'AccountLinked', data: { ...command.data, linkStatus } }];
      }
      case 'RefuseLink':
        return [{ type: 'AccountLinkRefused', data: command.data }];
      case 'RestoreLink': {
        const { attempt, version } = command.data;
        return link.former && link.linked?.attempt === attempt
          ? [{ type: 'AccountLinkRestored', data: { ...link.former, version } }]
          : [];
      }
      case 'UnlinkAccount': {
        if (!link.linked) return [];
        const { accountId, attempt } = link.linked;
        return [{ type: 'AccountUnlinked', data: { accountId, attempt, version: command.data.version } }];
      }
      case 'EndAttempts':
        return command.data.upTo > link.ended ? [{ type: 'AttemptsEnded', data: command.data }] : [];
      case 'EnterSite':
        if (link.linked?.accountId !== command.data.accountId) {
          return reject('not-found', 'This account is not linked to this person.');
        }
        return link.linked.linkStatus === 'Created' ? [] : [{ type: 'LinkStatusCreated', data: command.data }];
      case 'NoteTwin':
        return [{ type: 'TwinDetected', data: command.data }];
    }
  },
};
