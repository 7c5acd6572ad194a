import {
  contracts,
  type PersonFacet,
  personActivated,
  personCreated,
  personDisabled,
  siteOpened,
} from '@rollcall/contracts';
import {
  type Command,
  createCommandHandler,
  type Decider,
  type Envelope,
  handleWith,
  type Message,
  type StreamName,
  type StreamVersion,
  streamVersion,
  type Verdict,
} from '@rollcall/event-sourcing';
import { commandContext, createMemoryEventStore, createTestCryptography, createVirtualClock } from '@rollcall/testing';
import { onPersonActivated, onPersonCreated, onPersonDisabled } from '../src/integration/on-person.js';
import { defaultRoleId, onSiteOpened, onSiteSettingChanged } from '../src/integration/on-site-opened.js';

const by = { kind: 'user' as const, id: 'ada' };
const mark = { at: '2026-01-05T09:00:00.000Z', by, eventId: 'event' };

/** Authorization's listeners and decisions on a store in memory, told of sites and people as directory tells them. */
export function authorizationInMemory() {
  const cryptography = createTestCryptography();
  const store = createMemoryEventStore({ cryptography });
  const clock = createVirtualClock();
  const handle = createCommandHandler({ store, cryptography, clock, random: () => 0.5 });
  const reactions = [
    onSiteOpened(cryptography),
    onSiteSettingChanged(cryptography),
    onPersonCreated,
    onPersonActivated,
    onPersonDisabled,
  ].map((listener) => ({ on: listener.on, react: handleWith(listener as never, { handle, cryptography }) }));
  let messages = 0;

  const tell = async (message: Envelope): Promise<readonly Verdict[]> =>
    Promise.all(reactions.filter(({ on }) => on === message.type).map(({ react }) => react(message as never)));
  return {
    store,
    roleId: (siteId: string, template: string) => defaultRoleId(cryptography, siteId, template),
    ask: (command: Command, expected?: StreamVersion) =>
      handle(command, commandContext(expected === undefined ? {} : { expected })),
    tell,
    tellSite: (site: Partial<SiteTold> = {}) => tell(siteMessage(site, `m${(messages += 1)}`)),
    tellPerson: (person: PersonTold) => tell(personMessage(person, `m${(messages += 1)}`)),
    read: async <S, C extends Message, E extends Message>(
      decider: Decider<S, C, E>,
      stream: StreamName,
    ): Promise<S> => {
      let state = decider.initialState();
      for await (const event of store.readStream<E>(stream)) state = decider.evolve(state, event);
      return state;
    },
  };
}

type SiteTold = { siteId: string; accessModel: 'single-role' | 'multi-role'; accountMode: 'legacy' | 'migrated' };

/** What directory says when a site exists. */
export function siteMessage(site: Partial<SiteTold>, id: string): Envelope {
  const { siteId = 'montreal', accessModel = 'single-role', accountMode = 'migrated' } = site;
  const state = { siteId, teamId: 'team', slug: siteId, name: siteId, kind: 'subscription', accountMode, accessModel };
  return envelope(siteOpened.type, id, siteId, 'site', 0n, { ...state, settings: {} }, { siteId, teamId: 'team' });
}

/** A person as directory tells of them; `version` is their facet's. */
export type PersonTold = Readonly<{
  personId: string;
  happened: 'created' | 'activated' | 'disabled';
  version: number;
  siteId?: string;
  active?: boolean;
  requestedRoleId?: string;
  projectIds?: readonly string[];
}>;

const byType = {
  created: {},
  activated: { attempt: 1, accountId: 'account', welcome: 'invite' },
  disabled: { attempt: 1, reason: 'admin' },
};

/** What directory says of a person. */
export function personMessage(person: PersonTold, id: string): Envelope {
  const { personId, happened, version, siteId = 'montreal', requestedRoleId, projectIds = [] } = person;
  const active = person.active ?? happened === 'activated';
  const state: PersonFacet = {
    personId,
    siteId,
    teamId: 'team',
    personal: { subject: `person:${personId}`, firstName: 'Z', lastName: 'Y', login: personId, email: 'z@example.com' },
    emailIndex: 'index',
    status: active ? 'active' : 'disabled',
    activation: { state: active ? 'active' : 'none', attempt: 1 },
    ended: 0,
    createdDisabled: false,
    everActive: active,
    ...(requestedRoleId !== undefined && { requestedRoleId }),
    projectIds: [...projectIds],
    projectLinks: {},
    groupIds: [],
    createdAt: mark.at,
    statusMark: mark,
  };
  const { type } = { created: personCreated, activated: personActivated, disabled: personDisabled }[happened];
  const data = { personId, siteId, teamId: 'team', ...byType[happened] };
  return envelope(type, id, personId, 'person', BigInt(version), state, data);
}

function envelope(
  type: string,
  id: string,
  key: string,
  kind: string,
  version: bigint,
  state: unknown,
  data: object,
): Envelope {
  if (!contracts.has(type)) throw new Error(`${type} is no contract`);
  return {
    id,
    type,
    source: '/rollcall/directory',
    topic: 'rollcall.directory.v1',
    key,
    facet: { source: 'directory', kind, key, version: streamVersion(version), state },
    data,
    metadata: { causationId: id, correlationId: id, actor: by, occurredAt: new Date(mark.at) },
  };
}
