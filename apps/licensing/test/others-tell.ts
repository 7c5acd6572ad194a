import {
  accountClosed,
  accountCreated,
  type AccountFacet,
  accountLinked,
  type Contract,
  type LinkFacet,
  personActivated,
  personCreated,
  personDisabled,
  type PersonFacet,
  siteOpened,
  topicOf,
  violation,
} from '@rollcall/contracts';
import { emailIndexOf, type Cryptography, type Envelope, streamVersion } from '@rollcall/event-sourcing';

const admin = { kind: 'user' as const, id: 'admin' };
const owner = { kind: 'user' as const, id: 'owner' };

/** What directory and identity publish, as their contracts say: each call one message, its facet one version higher. */
export class OthersTell {
  private readonly versions = new Map<string, bigint>();
  private minute = 0;

  constructor(private readonly cryptography: Cryptography) {}

  site(siteId: string, kind: 'subscription' | 'trial' = 'subscription'): Envelope {
    const state = { siteId, teamId: 'team', slug: siteId, name: siteId, kind, settings: {} };
    const modes = { accountMode: 'migrated', accessModel: 'single-role' };
    return this.message(siteOpened, siteId, { ...state, ...modes }, { siteId, teamId: 'team' });
  }

  /** `active` by attempt 1, `created` disabled and never active, `disabled` again. */
  person(personId: string, status: 'active' | 'created' | 'disabled', change: Partial<PersonFacet> = {}): Envelope {
    const which = { personId, siteId: change.siteId ?? 'montreal', teamId: 'team' };
    const contract = { active: personActivated, created: personCreated, disabled: personDisabled }[status];
    const told = {
      active: { attempt: 1, accountId: `account-${personId}`, welcome: 'hold' },
      created: {},
      disabled: { attempt: 1, reason: 'admin' },
    }[status];
    const state: PersonFacet = {
      ...which,
      personal: {
        ...{ subject: `person:${personId}`, firstName: 'P', lastName: personId },
        ...{ login: personId, email: `${personId}@example.com` },
      },
      emailIndex: this.indexOf(personId),
      status: status === 'active' ? 'active' : 'disabled',
      activation: { state: status === 'active' ? 'active' : 'none', attempt: status === 'created' ? 0 : 1 },
      ended: status === 'disabled' ? 1 : 0,
      createdDisabled: status === 'created',
      everActive: status !== 'created',
      ...{ projectIds: [], projectLinks: {}, groupIds: [], createdAt: '2026-01-05T09:00:00.000Z' },
      statusMark: this.mark(status === 'created' ? 'PersonCreated' : contract.type),
      ...change,
    };
    return this.message(contract, personId, state, { ...which, ...told });
  }

  /** The account of a person, `account-<person>`, with the person's email. */
  account(of: string, status: AccountFacet['status'] = 'completed'): Envelope {
    const accountId = `account-${of}`;
    const state: AccountFacet = {
      ...{ accountId, status, origin: 'invite', mustChangePassword: false, emailIndex: this.indexOf(of) },
      personal: { subject: `account:${accountId}`, email: `${of}@example.com`, firstName: 'P', lastName: of },
      createdMark: this.mark('AccountCreated'),
      ...(status === 'closed' && { closedMark: { ...this.mark('AccountClosed'), by: owner } }),
    };
    return this.message(status === 'closed' ? accountClosed : accountCreated, accountId, state, {
      accountId,
      people: [],
    });
  }

  linked(personId: string, change: Partial<LinkFacet> = {}, siteId = 'montreal', attempt = 1): Envelope {
    const which = { personId, siteId, teamId: 'team', accountId: `account-${personId}`, attempt };
    const state: LinkFacet = { ...which, status: 'Created', linkedMark: this.mark('AccountLinked'), ...change };
    const { accountId = which.accountId } = change;
    return this.message(accountLinked, personId, state, { ...which, accountId, wasExisting: true, byHand: false });
  }

  /** Everything that makes an active person with a seat, in the order in which it is published. */
  activePerson(personId: string): readonly Envelope[] {
    return [this.account(personId), this.linked(personId), this.person(personId, 'active')];
  }

  indexOf(of: string): string {
    return emailIndexOf(this.cryptography, `${of}@example.com`)!;
  }

  mark(eventId: string) {
    this.minute += 1;
    return { at: new Date(Date.UTC(2026, 0, 5, 9, this.minute)).toISOString(), by: admin, eventId };
  }

  private message(contract: Contract, key: string, state: unknown, data: object): Envelope {
    const { kind, source } = contract.facet;
    const version = (this.versions.get(`${kind}/${key}`) ?? -1n) + 1n;
    this.versions.set(`${kind}/${key}`, version);
    const id = `${contract.type}/${key}/${version}`;
    const facet = { source, kind, key, version: streamVersion(version), state };
    const broken = violation({ type: contract.type, data, facet });
    if (broken !== undefined) throw new Error(`${contract.type}: ${broken}`);
    return {
      ...{
        id,
        type: contract.type,
        source: `/rollcall/${contract.service}`,
        topic: topicOf(contract.service),
        key,
        data,
        facet,
      },
      metadata: { causationId: id, correlationId: id, actor: admin, occurredAt: new Date('2026-01-05T09:00:00.000Z') },
    };
  }
}
