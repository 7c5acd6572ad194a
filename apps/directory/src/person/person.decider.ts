import { type Decider, type Rejection, reject } from '@rollcall/event-sourcing';
import type {
  AttemptTerms,
  ChangeEmail,
  CreatePerson,
  FollowAccountEmail,
  PersonCommand,
  RefuseAttempt,
} from './person.commands.js';
import { type ActivationRequested, type AttemptCause, type PersonEvent, subjectOf } from './person.events.js';
import { type ExistingPerson, type Person, evolvePerson } from './person.state.js';

type Answer = readonly PersonEvent[] | Rejection;

/**
 * People: created, activated in numbered attempts, disabled, edited (DIR-01…, STO-1, STO-4, STO-8).
 * Rejections: `person-exists`, `not-found`, `already-active`, `already-disabled`, `command-in-progress`, `not-disabled`,
 * `person-erased`.
 */
export const personDecider: Decider<Person, PersonCommand, PersonEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: evolvePerson,
  decide: (command, person) => {
    if (command.type === 'CreatePerson') {
      return person.status === 'none' ? create(command.data) : reject('person-exists', 'This person exists already.');
    }
    if (person.status === 'none') return reject('not-found', 'There is no such person.');
    if (person.erased) return askedOfErased(command);
    switch (command.type) {
      case 'ActivatePerson':
        return activate(person, command.data);
      case 'NoteAccount':
        return person.open?.attempt === command.data.attempt && !person.open.accountId
          ? [{ type: 'AccountFound', data: command.data }]
          : [];
      case 'ConfirmSeat':
        return confirmSeat(person, command.data);
      case 'RefuseAttempt':
        return refuse(person, command.data);
      case 'TimeOutAttempt':
        return timeOut(person, command.data.attempt);
      case 'DisablePerson':
        return disable(person, command.data.reason);
      case 'ChangeEmail':
        return changeEmail(person, command.data);
      case 'FollowAccountEmail':
        return followAccountEmail(person, command.data);
      case 'ErasePerson':
        return erase(person);
      default:
        return describe(person, command);
    }
  },
};

/** What others answer late, and a second erasure, find nothing to do; their end was told with the erasure itself. */
function askedOfErased({ type }: PersonCommand): Answer {
  const settled: readonly PersonCommand['type'][] = [
    ...(['NoteAccount', 'ConfirmSeat', 'RefuseAttempt', 'TimeOutAttempt'] as const),
    ...(['FollowAccountEmail', 'ErasePerson'] as const),
  ];
  return settled.includes(type) ? [] : reject('person-erased', 'This person was erased.');
}

/** Who may still enter, or is about to, keeps their data: the last Admin stays by the rule about disabling (AUT-75). */
function erase(person: ExistingPerson): Answer {
  if (person.status === 'active') return reject('not-disabled', 'This person is active. Disable them first.');
  if (person.open) return reject('not-disabled', 'This person is being activated. Disable them first.');
  return [{ type: 'PersonErased', data: { erasedSubject: subjectOf(person.personId) } }];
}

function create(data: CreatePerson['data']): Answer {
  const { firstName, lastName, login, email, attempt, ...rest } = data;
  const personal = { subject: subjectOf(data.personId), firstName, lastName, login, email };
  const { personId, siteId, teamId, roleId, externalId, importId } = rest;
  const created: PersonEvent = {
    type: 'PersonCreated',
    data: {
      personId,
      siteId,
      teamId,
      createdDisabled: !attempt,
      emailIndex: rest.emailIndex,
      loginIndex: rest.loginIndex,
      projectIds: [...new Set(rest.projectIds)],
      groupIds: [...new Set(rest.groupIds)],
      ...(roleId ? { roleId } : {}),
      ...(externalId ? { externalId } : {}),
      ...(importId ? { importId } : {}),
      personal,
    },
  };
  if (!attempt) return [created];
  return [created, requested({ ...data, address: data, attempt: 0 }, 'create', attempt)];
}

type Requester = Readonly<{
  personId: string;
  firstName: string;
  lastName: string;
  address: Readonly<{ email: string; emailIndex: string }>;
  attempt: number;
}>;

function requested(person: Requester, cause: AttemptCause, terms: AttemptTerms): ActivationRequested {
  const { personId, firstName, lastName, address, attempt } = person;
  return {
    type: 'ActivationRequested',
    data: {
      attempt: attempt + 1,
      cause,
      byHand: terms.byHand,
      emailIndex: address.emailIndex,
      claimVersion: terms.claimVersion,
      welcome: terms.welcome,
      personal: { subject: subjectOf(personId), email: address.email, firstName, lastName },
    },
  };
}

function activate(person: ExistingPerson, terms: AttemptTerms): Answer {
  if (person.status === 'active') return reject('already-active', 'This person is active.');
  if (person.open) return reject('already-active', 'This person is being activated.');
  return [requested(person, 'activate', terms)];
}

function confirmSeat(
  person: ExistingPerson,
  { attempt, accountId, seatId }: Readonly<{ attempt: number; accountId: string; seatId?: string }>,
): Answer {
  // Whoever answers an ended attempt has not heard of its end: say it again.
  if (attempt <= person.ended) return [{ type: 'ActivationEnded', data: { attempt: person.ended } }];
  if (person.open?.attempt !== attempt) return [];
  const { welcome } = person.open;
  return [{ type: 'PersonActivated', data: { attempt, accountId, welcome, ...(seatId ? { seatId } : {}) } }];
}

function refuse(person: ExistingPerson, { attempt, code, reason }: RefuseAttempt['data']): Answer {
  if (person.open?.attempt !== attempt) return [];
  const refusal: PersonEvent = { type: 'ActivationRefused', data: { attempt, code, reason } };
  const former = person.formerAddress;
  if (!former) return [refusal];
  const { email, emailIndex } = former;
  const personal = { subject: subjectOf(person.personId), email };
  return [
    refusal,
    { type: 'PersonEmailChanged', data: { source: 'refused', warnedOfTwin: false, emailIndex, personal } },
  ];
}

function timeOut(person: ExistingPerson, attempt: number): Answer {
  if (person.open?.attempt !== attempt) return [];
  const waitingFor = person.open.accountId ? 'licensing' : 'identity';
  return [{ type: 'ActivationTimedOut', data: { attempt, waitingFor } }];
}

function disable(person: ExistingPerson, reason: 'admin' | 'diagnostics' | 'portal'): Answer {
  if (person.status === 'disabled' && !person.open) return reject('already-disabled', 'This person is disabled.');
  const { attempt, accountId } = person;
  return [{ type: 'PersonDisabled', data: { attempt, reason, ...(accountId ? { accountId } : {}) } }];
}

function changeEmail(
  person: ExistingPerson,
  { email, emailIndex, claimVersion, warnedOfTwin }: ChangeEmail['data'],
): Answer {
  if (email === person.address.email) return [];
  if (person.status === 'active' && person.open) {
    return reject(
      'command-in-progress',
      'Another change of this email is under way. Wait for it, or disable the person.',
    );
  }
  const personal = { subject: subjectOf(person.personId), email };
  const changed: PersonEvent = {
    type: 'PersonEmailChanged',
    data: { source: 'admin', warnedOfTwin, emailIndex, personal },
  };
  if (person.status === 'disabled' && !person.open) return [changed];
  const { welcome, byHand } = person.open ?? { welcome: 'invite', byHand: false };
  const renewed = { ...person, address: { email, emailIndex } };
  return [changed, requested(renewed, 'email-edit', { claimVersion, byHand, welcome })];
}

function followAccountEmail(person: ExistingPerson, data: FollowAccountEmail['data']): Answer {
  const { attempt = person.activeBy } = data;
  const active = person.status === 'active' && !person.open;
  // A later attempt looked the account up by the address as it stood then: an older change is none of its business.
  const follows = active && person.accountId === data.accountId && person.activeBy === attempt;
  if (!follows || person.address.email === data.email) return [];
  const personal = { subject: subjectOf(person.personId), email: data.email };
  const { emailIndex } = data;
  return [{ type: 'PersonEmailChanged', data: { source: 'portal', warnedOfTwin: false, emailIndex, personal } }];
}

type DescribingCommand = Extract<PersonCommand, { type: 'RenamePerson' | 'ChangeLogin' | 'SetProjects' | 'SetGroups' }>;

function describe(person: ExistingPerson, command: DescribingCommand): Answer {
  const subject = subjectOf(person.personId);
  switch (command.type) {
    case 'RenamePerson': {
      const { firstName, lastName, source } = command.data;
      if (firstName === person.firstName && lastName === person.lastName) return [];
      return [{ type: 'PersonRenamed', data: { source, personal: { subject, firstName, lastName } } }];
    }
    case 'ChangeLogin': {
      const { login, loginIndex } = command.data;
      if (login === person.login) return [];
      return [{ type: 'PersonLoginChanged', data: { loginIndex, personal: { subject, login } } }];
    }
    case 'SetProjects': {
      const { added, removed } = difference(person.projectIds, command.data.projectIds);
      return [
        ...removed.map((projectId): PersonEvent => ({ type: 'PersonUnlinkedFromProject', data: { projectId } })),
        ...added.map((projectId): PersonEvent => ({ type: 'PersonLinkedToProject', data: { projectId } })),
      ];
    }
    case 'SetGroups': {
      const { added, removed } = difference(person.groupIds, command.data.groupIds);
      return [
        ...removed.map((groupId): PersonEvent => ({ type: 'PersonLeftGroup', data: { groupId } })),
        ...added.map((groupId): PersonEvent => ({ type: 'PersonJoinedGroup', data: { groupId } })),
      ];
    }
  }
}

function difference(before: readonly string[], after: readonly string[]) {
  const [old, wanted] = [new Set(before), new Set(after)];
  return { added: [...wanted.difference(old)], removed: [...old.difference(wanted)] };
}
