import { ERASED } from '@rollcall/event-sourcing';
import type { Address } from './person.commands.js';
import type { AttemptCause, PersonEvent, Welcome } from './person.events.js';

/** A try at activating that nobody has ended, confirmed or refused yet. */
export type OpenAttempt = Readonly<{
  attempt: number;
  cause: AttemptCause;
  welcome: Welcome;
  byHand: boolean;
  /** Set once identity has answered. */
  accountId?: string;
}>;

/** A person as directory decides about them; status and attempt as DESIGN section 5 says. */
export type ExistingPerson = Readonly<{
  status: 'active' | 'disabled';
  personId: string;
  siteId: string;
  teamId: string;
  firstName: string;
  lastName: string;
  login: string;
  loginIndex: string;
  address: Address;
  /** While an active person's new address waits for its attempt: the address it goes back to if refused. */
  formerAddress?: Address;
  /** The highest attempt ever opened; 0 before the first. */
  attempt: number;
  /** Every attempt up to this one has ended. */
  ended: number;
  open?: OpenAttempt;
  accountId?: string;
  /** The attempt that made the person active last. */
  activeBy?: number;
  createdDisabled: boolean;
  everActive: boolean;
  projectIds: readonly string[];
  groupIds: readonly string[];
  /** For good: nothing changes about them any more. */
  erased?: true;
}>;

/** A person that does not exist yet, or one that does. */
export type Person = Readonly<{ status: 'none' }> | ExistingPerson;

type WithoutOpen = Omit<ExistingPerson, 'open' | 'formerAddress'>;
const settled = ({ open: _open, formerAddress: _former, ...person }: ExistingPerson): WithoutOpen => person;

function created({ data }: Extract<PersonEvent, { type: 'PersonCreated' }>): ExistingPerson {
  const { personal, createdDisabled, personId, siteId, teamId, loginIndex, projectIds, groupIds } = data;
  const { firstName, lastName, login, email } = personal;
  return {
    status: 'disabled',
    personId,
    siteId,
    teamId,
    firstName,
    lastName,
    login,
    loginIndex,
    address: { email, emailIndex: data.emailIndex },
    attempt: 0,
    ended: 0,
    createdDisabled,
    everActive: false,
    projectIds,
    groupIds,
  };
}

/** What an event makes of a person. */
export function evolvePerson(person: Person, event: PersonEvent): Person {
  if (event.type === 'PersonCreated') return created(event);
  if (person.status === 'none') return person;
  switch (event.type) {
    case 'ActivationRequested': {
      const { attempt, cause, welcome, byHand } = event.data;
      return { ...person, attempt, open: { attempt, cause, welcome, byHand } };
    }
    case 'AccountFound':
      return person.open ? { ...person, open: { ...person.open, accountId: event.data.accountId } } : person;
    case 'PersonActivated':
      return {
        ...settled(person),
        ...{ status: 'active', everActive: true, accountId: event.data.accountId, activeBy: event.data.attempt },
      };
    case 'ActivationRefused':
      return refused(person, event.data.attempt);
    case 'ActivationTimedOut':
      // An active person's edit stays open: ending it would end the attempt they are active by.
      return person.status === 'active' ? person : { ...settled(person), ended: event.data.attempt };
    case 'ActivationEnded':
      return { ...person, ended: Math.max(person.ended, event.data.attempt) };
    case 'PersonDisabled':
      return { ...settled(person), status: 'disabled', ended: event.data.attempt };
    case 'PersonEmailChanged':
      return emailChanged(person, event.data);
    case 'PersonErased':
      return { ...settled(person), ...nobody, erased: true };
    default:
      return described(person, event);
  }
}

/** What is known of somebody erased; the indexes are as good as the values they would be compared with. */
const nobody = {
  ...{ firstName: ERASED, lastName: ERASED, login: ERASED, loginIndex: '' },
  address: { email: ERASED, emailIndex: '' },
} as const;

/** A refusal was answered by everybody it concerns, so an active person's attempts need no ending. */
const refused = (person: ExistingPerson, attempt: number): ExistingPerson => {
  const { formerAddress } = person;
  if (person.status === 'disabled') return { ...settled(person), ended: attempt };
  return { ...settled(person), ...(formerAddress ? { address: formerAddress } : {}) };
};

function emailChanged(
  person: ExistingPerson,
  { source, emailIndex, personal }: Extract<PersonEvent, { type: 'PersonEmailChanged' }>['data'],
): ExistingPerson {
  const address = { email: personal.email, emailIndex };
  if (source !== 'admin') return { ...person, address };
  return person.status === 'active'
    ? { ...person, address, formerAddress: person.address }
    : { ...settled(person), address, ended: person.attempt };
}

type DescribingEvent = Extract<
  PersonEvent,
  {
    type:
      | 'PersonRenamed'
      | 'PersonLoginChanged'
      | 'PersonLinkedToProject'
      | 'PersonUnlinkedFromProject'
      | 'PersonJoinedGroup'
      | 'PersonLeftGroup';
  }
>;

function described(person: ExistingPerson, event: DescribingEvent): ExistingPerson {
  switch (event.type) {
    case 'PersonRenamed': {
      const { firstName, lastName } = event.data.personal;
      return { ...person, firstName, lastName };
    }
    case 'PersonLoginChanged':
      return { ...person, login: event.data.personal.login, loginIndex: event.data.loginIndex };
    case 'PersonLinkedToProject':
      return { ...person, projectIds: [...person.projectIds, event.data.projectId] };
    case 'PersonUnlinkedFromProject':
      return { ...person, projectIds: person.projectIds.filter((id) => id !== event.data.projectId) };
    case 'PersonJoinedGroup':
      return { ...person, groupIds: [...person.groupIds, event.data.groupId] };
    case 'PersonLeftGroup':
      return { ...person, groupIds: person.groupIds.filter((id) => id !== event.data.groupId) };
  }
}
