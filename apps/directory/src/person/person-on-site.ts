import {
  type Command,
  type Get,
  isRejection,
  type Message,
  reject,
  type StreamName,
  type Write,
  writes,
} from '@rollcall/event-sourcing';
import { unknownGroup } from '../group/group.decisions.js';
import { unknownProject } from '../project/project.decisions.js';
import { settingOf, siteDecider, siteStream } from '../site/site.decider.js';
import type { Address } from './person.commands.js';
import { personDecider } from './person.decider.js';
import { changeEmail, changeLogin, personStream } from './person.decisions.js';
import type { PersonEvent } from './person.events.js';
import type { ExistingPerson } from './person.state.js';

const noPerson = reject('not-found', 'There is no such person.');

/** The command, for a person of this site only; anybody else is `not-found`. */
export const onSite = (siteId: string, personId: string, command: Command): Command => ({
  addressed: command.addressed,
  decide: (get) => {
    const person = get(personDecider, personStream(personId));
    return person.status === 'none' || person.siteId !== siteId ? noPerson : command.decide(get);
  },
});

/** What an edit of a person may change; absent stays as it is. */
export type PersonEdit = Readonly<{
  firstName?: string;
  lastName?: string;
  login?: Readonly<{ login: string; loginIndex: string }>;
  address?: Address;
  /** The Admin was shown that another account may be this human's, and went on. */
  warnedOfTwin: boolean;
}>;

/**
 * One edit of name, login and email, all or nothing. Rejections: `not-found`, `not-allowed-in-this-mode` (the name, while
 * it comes from the profile portal: DIR-13, DIR-14), `login-taken`, `command-in-progress`, `email-active-on-site`.
 */
export const editPerson = (personId: string, edit: PersonEdit): Command =>
  inTurn(personId, [
    ...(edit.firstName === undefined && edit.lastName === undefined ? [] : [renamePerson(personId, edit)]),
    ...(edit.login ? [changeLogin(personId, edit.login.login, edit.login.loginIndex)] : []),
    ...(edit.address ? [changeEmail(personId, edit.address, edit.warnedOfTwin)] : []),
  ]);

const renamePerson = (personId: string, name: Pick<PersonEdit, 'firstName' | 'lastName'>): Command => ({
  addressed: personStream(personId),
  decide: (get) => {
    const stream = personStream(personId);
    const person = get(personDecider, stream);
    if (person.status === 'none') return noPerson;
    const { firstName = person.firstName, lastName = person.lastName } = name;
    const data = { firstName, lastName, source: 'admin' } as const;
    const renamed = personDecider.decide({ type: 'RenamePerson', data }, person);
    if (!isRejection(renamed) && renamed.length > 0 && nameComesFromPortal(get, person)) {
      return reject(
        'not-allowed-in-this-mode',
        'The name comes from the profile portal. Switch “Sync user profile with identity” off to edit it here.',
      );
    }
    return writes([stream, renamed]);
  },
});

function nameComesFromPortal(get: Get, { siteId }: ExistingPerson): boolean {
  const site = get(siteDecider, siteStream(siteId));
  return site.status === 'open' && site.accountMode === 'migrated' && settingOf(site, 'profile.sync') === 'yes';
}

/** Replaces the person's projects (DIR-11). Rejections: `not-found`, `unknown-project`. */
export const setProjects = (personId: string, projectIds: readonly string[]): Command =>
  replaceLinks(personId, { type: 'SetProjects', data: { projectIds } }, (get, person) =>
    unknownProject(get, person.siteId, withoutKnown(projectIds, person.projectIds)),
  );

/** Replaces the person's groups (DIR-21). Rejections: `not-found`, `unknown-group`. */
export const setGroups = (personId: string, groupIds: readonly string[]): Command =>
  replaceLinks(personId, { type: 'SetGroups', data: { groupIds } }, (get, person) =>
    unknownGroup(get, person.siteId, withoutKnown(groupIds, person.groupIds)),
  );

const withoutKnown = (wanted: readonly string[], known: readonly string[]): readonly string[] => [
  ...new Set(wanted).difference(new Set(known)),
];

const replaceLinks = (
  personId: string,
  command: Extract<Parameters<typeof personDecider.decide>[0], { type: 'SetProjects' | 'SetGroups' }>,
  refusal: (get: Get, person: ExistingPerson) => ReturnType<typeof unknownProject>,
): Command => ({
  addressed: personStream(personId),
  decide: (get) => {
    const stream = personStream(personId);
    const person = get(personDecider, stream);
    if (person.status === 'none') return noPerson;
    return refusal(get, person) ?? writes([stream, personDecider.decide(command, person)]);
  },
});

/** Decides one command after the other, each on what the ones before make of the person. */
const inTurn = (personId: string, commands: readonly Command[]): Command => ({
  addressed: personStream(personId),
  decide: (get) => {
    const stream = personStream(personId);
    let person = get(personDecider, stream);
    const seeing: Get = (aggregate, of) => (of === stream ? (person as never) : get(aggregate, of));
    const all: Write[] = [];
    for (const { decide } of commands) {
      const decided: ReadonlyMap<StreamName, readonly Message[]> | ReturnType<typeof reject> = decide(seeing);
      if (isRejection(decided)) return decided;
      all.push(...decided);
      person = ((decided.get(stream) ?? []) as readonly PersonEvent[]).reduce(personDecider.evolve, person);
    }
    return person.status === 'none' ? noPerson : writes(...all);
  },
});
