import {
  activationRefused,
  activationRequested,
  assignmentsChanged,
  type Contract,
  personActivated,
  personDisabled,
  personEmailChanged,
  personErased,
  type PersonFacet,
  personRenamed,
  roleCreated,
  siteOpened,
} from '@rollcall/contracts';
import { type Cryptography, emailIndexOf, type Envelope, streamVersion } from '@rollcall/event-sourcing';

const by = { kind: 'user' as const, id: 'ada' };
const mark = { at: '2026-01-05T09:00:00.000Z', by, eventId: 'event' };
let told = 0;

/** A person as directory tells of them; each message is one version of their facet further. */
export interface ToldPerson {
  readonly personId: string;
  readonly siteId: string;
  email: string;
  status: 'active' | 'disabled';
  attempt: number;
  ended: number;
  version: number;
}

/** Somebody directory has not told of yet. */
export const toldPerson = (personId: string, email: string, siteId = 'montreal'): ToldPerson => ({
  personId,
  siteId,
  email,
  status: 'disabled',
  attempt: 1,
  ended: 0,
  version: 0,
});

/** What directory says of people and sites, as messages of its topic. */
export class Directory {
  constructor(private readonly cryptography: Pick<Cryptography, 'hmac'>) {}

  site(siteId: string, name: string): Envelope {
    const state = { siteId, teamId: 'team', slug: siteId, name, kind: 'subscription' };
    const modes = { accountMode: 'migrated', accessModel: 'single-role', settings: {} };
    return envelope(siteOpened, 'site', siteId, 0, { ...state, ...modes }, { siteId, teamId: 'team' });
  }

  /** Asks for an account: on create, or for the next attempt. */
  asks(person: ToldPerson, more: Readonly<{ byHand?: boolean; cause?: 'create' | 'activate' | 'email-edit' }> = {}) {
    const { byHand = false, cause = 'create' } = more;
    const personal = { subject: `person:${person.personId}`, email: person.email, firstName: 'Zoë', lastName: 'Ng' };
    const emailIndex = this.indexOf(person.email);
    const asked = { attempt: person.attempt, cause, byHand, emailIndex, claimVersion: person.attempt };
    return this.message(activationRequested, person, { ...asked, welcome: 'invite', personal });
  }

  activates(person: ToldPerson, accountId: string, welcome: 'invite' | 'hold' = 'invite'): Envelope {
    person.status = 'active';
    return this.message(personActivated, person, { attempt: person.attempt, accountId, welcome });
  }

  disables(person: ToldPerson, accountId: string): Envelope {
    person.status = 'disabled';
    person.ended = person.attempt;
    return this.message(personDisabled, person, { attempt: person.attempt, accountId, reason: 'admin' });
  }

  editsEmail(person: ToldPerson, email: string): Envelope {
    person.email = email;
    if (person.status === 'disabled') person.ended = person.attempt;
    return this.message(personEmailChanged, person, { source: 'admin', warnedOfTwin: false });
  }

  erases(person: ToldPerson): Envelope {
    return this.message(personErased, person, { erasedSubject: `person:${person.personId}` });
  }

  renames(person: ToldPerson): Envelope {
    return this.message(personRenamed, person, { source: 'admin' });
  }

  refuses(person: ToldPerson): Envelope {
    const { attempt } = person;
    if (person.status === 'disabled') person.ended = attempt;
    return this.message(activationRefused, person, { attempt, code: 'no-seat-left', reason: 'No seat left.' });
  }

  private indexOf(email: string): string {
    return emailIndexOf(this.cryptography, email) ?? '';
  }

  private message(contract: Contract, person: ToldPerson, data: object): Envelope {
    const { personId, siteId, email, status, attempt, ended } = person;
    const state: PersonFacet = {
      personId,
      siteId,
      teamId: 'team',
      personal: { subject: `person:${personId}`, firstName: 'Zoë', lastName: 'Ng', login: personId, email },
      emailIndex: this.indexOf(email),
      status,
      activation: { state: status === 'active' ? 'active' : 'activating', attempt },
      ended,
      createdDisabled: false,
      everActive: status === 'active',
      projectIds: [],
      projectLinks: {},
      groupIds: [],
      createdAt: mark.at,
      statusMark: mark,
    };
    person.version += 1;
    const about = { personId, siteId, teamId: 'team', ...data };
    return envelope(contract, 'person', personId, person.version, state, about);
  }
}

/** Authorization says: a role of a site, made from a template; and who holds it. */
export function roleHeld(siteId: string, template: string, ...personIds: readonly string[]): readonly Envelope[] {
  const roleId = `${template} of ${siteId}`;
  const role = { roleId, siteId, name: template, description: '', kind: 'person', template, enabled: true };
  const permissions = { isDefault: false, permissions: {}, rules: [] };
  const assignments = [{ roleId, scope: { allOpen: true, projectIds: [] }, mark }];
  return [
    envelope(roleCreated, 'role', roleId, 0, { ...role, ...permissions }, { roleId, siteId }),
    ...personIds.map((personId) =>
      envelope(...([assignmentsChanged, 'assignments', personId, 0, { personId, siteId, assignments }] as const), {
        personId,
        siteId,
        assigned: [roleId],
        unassigned: [],
      }),
    ),
  ];
}

function envelope(
  contract: Contract,
  kind: string,
  key: string,
  version: number,
  state: object,
  data: object,
): Envelope {
  const id = `message-${(told += 1)}`;
  return {
    id,
    type: contract.type,
    source: `/rollcall/${contract.service}`,
    topic: `rollcall.${contract.service}.v1`,
    key,
    facet: { source: contract.service, kind, key, version: streamVersion(version), state },
    data,
    metadata: { causationId: id, correlationId: id, actor: by, occurredAt: new Date() },
  };
}
