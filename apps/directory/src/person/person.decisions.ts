import {
  type Command,
  type Decision,
  type Get,
  isRejection,
  nextGeneration,
  reject,
  type StreamName,
  streamName,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { emailClaimDecider, emailClaimStream } from '../email-claim/email-claim.decider.js';
import { loginClaimDecider, loginClaimStream } from '../login-claim/login-claim.decider.js';
import { type OpenedSite, settingOf, siteDecider, siteStream } from '../site/site.decider.js';
import type { Address, CreatePerson, PersonCommand } from './person.commands.js';
import { followedAccountDecider, followedAccountStream } from '../account/account.decider.js';
import { unknownGroup } from '../group/group.decisions.js';
import { unknownProject } from '../project/project.decisions.js';
import { personDecider } from './person.decider.js';
import { personCategory, type Welcome } from './person.events.js';
import type { ExistingPerson, Person } from './person.state.js';

/** The stream of a person. */
export const personStream = (personId: string): StreamName => streamName(personCategory, personId);

const claimLogin = (get: Get, loginIndex: string, owner: string, type: 'Claim' | 'Release'): Write => {
  const stream = loginClaimStream(loginIndex);
  return [stream, loginClaimDecider.decide({ type, data: { owner } }, get(loginClaimDecider, stream))];
};
const claimEmail = (get: Get, siteId: string, emailIndex: string, owner: string, type: 'Claim' | 'Release'): Write => {
  const stream = emailClaimStream(siteId, emailIndex);
  return [stream, emailClaimDecider.decide({ type, data: { owner } }, get(emailClaimDecider, stream))];
};
const claimVersion = (get: Get, siteId: string, emailIndex: string, owner: string): number => {
  const claim = get(emailClaimDecider, emailClaimStream(siteId, emailIndex));
  return claim.status === 'held' && claim.owner === owner ? claim.generation : nextGeneration(claim);
};

/** A decision about an existing person, on its own stream and the claims it takes or frees. */
function aboutPerson(personId: string, decide: (get: Get, person: Person) => ReturnType<Decision>): Command {
  const addressed = personStream(personId);
  return { addressed, decide: (get) => decide(get, get(personDecider, addressed)) };
}

const noSite = reject('not-found', 'There is no such site.');

/**
 * A new person with their login and, unless created disabled, the site's claim on their email and the first attempt
 * (STO-1). Rejections: `not-found` (site), `unknown-project`, `unknown-group`, `person-exists`, `login-taken`,
 * `email-active-on-site`.
 */
export function createPerson(
  data: Omit<CreatePerson['data'], 'teamId' | 'attempt'>,
  start: Readonly<{ disabled: boolean; welcome: Welcome }>,
): Command {
  const { personId, siteId, loginIndex, emailIndex } = data;
  return aboutPerson(personId, (get, person) => {
    const site = get(siteDecider, siteStream(siteId));
    if (site.status === 'none') return noSite;
    const unknown = unknownProject(get, siteId, data.projectIds) ?? unknownGroup(get, siteId, data.groupIds);
    if (unknown) return unknown;
    const attempt = start.disabled
      ? undefined
      : {
          claimVersion: claimVersion(get, siteId, emailIndex, personId),
          byHand: settingOf(site, 'seat.onActivation') === 'manual',
          welcome: start.welcome,
        };
    const command: PersonCommand = {
      type: 'CreatePerson',
      data: { ...data, teamId: site.teamId, ...(attempt ? { attempt } : {}) },
    };
    return writes(
      [personStream(personId), personDecider.decide(command, person)],
      claimLogin(get, loginIndex, personId, 'Claim'),
      ...(attempt ? [claimEmail(get, siteId, emailIndex, personId, 'Claim')] : []),
    );
  });
}

/** Opens the next attempt (IDN-04). Rejections: `not-found`, `already-active`, `email-active-on-site`. */
export const activatePerson = (personId: string, welcome: Welcome): Command =>
  aboutPerson(personId, (get, person) => {
    if (person.status === 'none') return reject('not-found', 'There is no such person.');
    const { siteId, address } = person;
    const site = get(siteDecider, siteStream(siteId));
    if (site.status === 'none') return noSite;
    const data = {
      claimVersion: claimVersion(get, siteId, address.emailIndex, personId),
      byHand: isByHand(site, person),
      welcome,
    };
    return writes(
      [personStream(personId), personDecider.decide({ type: 'ActivatePerson', data }, person)],
      claimEmail(get, siteId, address.emailIndex, personId, 'Claim'),
    );
  });

/** Who was created disabled needs account and seat before the first activation, unless the site says otherwise (K17). */
function isByHand(site: OpenedSite, person: ExistingPerson): boolean {
  const rule = settingOf(site, 'seat.onActivation');
  return rule === 'manual' || (rule === 'manual-first' && person.createdDisabled && !person.everActive);
}

/** Denies the site at once and frees what the person claimed (STO-8). Rejections: `not-found`, `already-disabled`. */
export const disablePerson = (personId: string, reason: 'admin' | 'diagnostics' | 'portal'): Command =>
  aboutPerson(personId, (get, person) =>
    writes(
      [personStream(personId), personDecider.decide({ type: 'DisablePerson', data: { reason } }, person)],
      ...freed(get, person, heldAddresses(person)),
    ),
  );

/** Frees login and email and ends the record for good (KRN-17). Rejections: `not-found`, `not-disabled`. */
export const erasePerson = (personId: string): Command =>
  aboutPerson(personId, (get, person) =>
    writes(
      [personStream(personId), personDecider.decide({ type: 'ErasePerson', data: {} }, person)],
      ...(person.status === 'none' || person.erased ? [] : [claimLogin(get, person.loginIndex, personId, 'Release')]),
      ...freed(get, person, person.status !== 'none' && person.erased ? [] : heldAddresses(person)),
    ),
  );

/** Identity answered with an account; licensing has not yet. */
export const noteAccount = (personId: string, attempt: number, accountId: string): Command =>
  aboutPerson(personId, (_get, person) =>
    writes([
      personStream(personId),
      personDecider.decide({ type: 'NoteAccount', data: { attempt, accountId } }, person),
    ]),
  );

/** The attempt has account and seat: active, and an edited address is final (STO-4). */
export const confirmSeat = (
  personId: string,
  answer: Readonly<{ attempt: number; accountId: string; seatId?: string }>,
): Command =>
  aboutPerson(personId, (get, person) => {
    const settles = person.status !== 'none' && person.open?.attempt === answer.attempt;
    return writes(
      [personStream(personId), personDecider.decide({ type: 'ConfirmSeat', data: answer }, person)],
      ...(settles && person.formerAddress ? freed(get, person, [person.formerAddress], person.address) : []),
    );
  });

/** The attempt was answered with no, by identity or licensing; the address it claimed is free again. */
export const refuseAttempt = (
  personId: string,
  refusal: Readonly<{ attempt: number; code: string; reason: string }>,
): Command =>
  aboutPerson(personId, (get, person) => {
    const settles = person.status !== 'none' && person.open?.attempt === refusal.attempt;
    return writes(
      [personStream(personId), personDecider.decide({ type: 'RefuseAttempt', data: refusal }, person)],
      ...(settles ? freed(get, person, [person.address], person.formerAddress) : []),
    );
  });

/** Nobody answered in time: a disabled person's attempt ends, an active person's edit is only shown as late. */
export const timeOutAttempt = (personId: string, attempt: number): Command =>
  aboutPerson(personId, (get, person) => {
    const ends = person.status === 'disabled' && person.open?.attempt === attempt;
    return writes(
      [personStream(personId), personDecider.decide({ type: 'TimeOutAttempt', data: { attempt } }, person)],
      ...freed(get, person, ends ? [person.address] : []),
    );
  });

/**
 * An Admin edits the address on the site: an active or activating person gets a new attempt, a disabled one is unlinked
 * (IDN-45, IDN-50). Rejections: `not-found`, `command-in-progress`, `email-active-on-site`.
 */
export const changeEmail = (personId: string, address: Address, warnedOfTwin: boolean): Command =>
  aboutPerson(personId, (get, person) => {
    if (person.status === 'none') return reject('not-found', 'There is no such person.');
    const { siteId } = person;
    const data = { ...address, warnedOfTwin, claimVersion: claimVersion(get, siteId, address.emailIndex, personId) };
    const changed = personDecider.decide({ type: 'ChangeEmail', data }, person);
    const moves = address.emailIndex !== person.address.emailIndex;
    const claims = person.open !== undefined || person.status === 'active';
    return writes(
      [personStream(personId), changed],
      ...(moves && claims ? [claimEmail(get, siteId, address.emailIndex, personId, 'Claim')] : []),
      ...(moves && person.status === 'disabled' && person.open ? freed(get, person, [person.address]) : []),
    );
  });

/** Another login on the site. Rejections: `not-found`, `login-taken`. */
export const changeLogin = (personId: string, login: string, loginIndex: string): Command =>
  aboutPerson(personId, (get, person) => {
    const changed = personDecider.decide({ type: 'ChangeLogin', data: { login, loginIndex } }, person);
    const moves = person.status !== 'none' && person.loginIndex !== loginIndex;
    return writes(
      [personStream(personId), changed],
      ...(moves
        ? [claimLogin(get, loginIndex, personId, 'Claim'), claimLogin(get, person.loginIndex, personId, 'Release')]
        : []),
    );
  });

/**
 * An account moved to another address: the sites follow for whoever is still active on it (IDN-46, IDN-49). Remembered
 * with the account, because any of its people may have nothing to follow.
 */
export function followAccountEmail(
  account: Readonly<{ accountId: string; version: number }>,
  people: readonly Readonly<{ personId: string; attempt?: number }>[],
  address: Address,
): Command {
  const { accountId, version } = account;
  const addressed = followedAccountStream(accountId);
  return {
    addressed,
    decide: (get) => {
      const command = { type: 'FollowEmail', data: { version } } as const;
      const followed = followedAccountDecider.decide(command, get(followedAccountDecider, addressed));
      if (isRejection(followed) || followed.length === 0) return new Map();
      return writes([addressed, followed], ...people.flatMap((one) => followOne(get, one, accountId, address)));
    },
  };
}

function followOne(
  get: Get,
  { personId, attempt }: Readonly<{ personId: string; attempt?: number }>,
  accountId: string,
  address: Address,
): readonly Write[] {
  const person = get(personDecider, personStream(personId));
  if (person.status === 'none') return [];
  const data = { ...address, accountId, ...(attempt === undefined ? {} : { attempt }) };
  const events = personDecider.decide({ type: 'FollowAccountEmail', data }, person);
  if (isRejection(events) || events.length === 0) return [];
  if (person.address.emailIndex === address.emailIndex) return [[personStream(personId), events]];
  const claim = claimEmail(get, person.siteId, address.emailIndex, personId, 'Claim');
  // Somebody else of the site holds the new address: this row keeps the old one until an Admin decides.
  if (isRejection(claim[1])) return [];
  return [[personStream(personId), events], claim, ...freed(get, person, [person.address])];
}

const heldAddresses = (person: Person): readonly Address[] =>
  person.status === 'none' ? [] : [person.address, ...(person.formerAddress ? [person.formerAddress] : [])];

/** Frees the site's claims on these addresses, but for the one that is kept; what the person does not hold stays. */
function freed(get: Get, person: Person, addresses: readonly Address[], kept?: Address): readonly Write[] {
  if (person.status === 'none') return [];
  const indexes = new Set(addresses.map(({ emailIndex }) => emailIndex));
  // Two ways to write one address share its claim.
  if (kept) indexes.delete(kept.emailIndex);
  return [...indexes].map((emailIndex) => claimEmail(get, person.siteId, emailIndex, person.personId, 'Release'));
}
