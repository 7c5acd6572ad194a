import { topicOf, violation } from '@rollcall/contracts';
import { type Command, createMessageCodec, decideOne, emailIndexOf, type Outcome } from '@rollcall/event-sourcing';
import {
  commandContext,
  createMemoryMessageBus,
  createTestCryptography,
  type MemoryMessageBus,
  type MemoryPlace,
} from '@rollcall/testing';
import { commandOf, directoryDeadlines } from '../../../directory/src/integration/deadlines.js';
import { onAccountEmailChanged } from '../../../directory/src/integration/on-account-email-changed.js';
import { onAccountLinkRefused } from '../../../directory/src/integration/on-account-link-refused.js';
import { onAccountLinked as noteAccount } from '../../../directory/src/integration/on-account-linked.js';
import { onSeatClaimed } from '../../../directory/src/integration/on-seat-claimed.js';
import { onSeatRefused } from '../../../directory/src/integration/on-seat-refused.js';
import { directoryRelay } from '../../../directory/src/integration/directory.relay.js';
import { siteDecider, siteStream } from '../../../directory/src/site/site.decider.js';
import { identityRelay } from '../../../identity/src/integration/identity.relay.js';
import { onActivationRefused } from '../../../identity/src/integration/on-activation-refused.js';
import { onActivationRequested } from '../../../identity/src/integration/on-activation-requested.js';
import { onPersonActivated } from '../../../identity/src/integration/on-person-activated.js';
import { onPersonChanged as endAttempts } from '../../../identity/src/integration/on-person-changed.js';
import { onPersonEmailChanged } from '../../../identity/src/integration/on-person-email-changed.js';
import { licensingRelay } from '../../../licensing/src/integration/licensing.relay.js';
import { onAccountChanged } from '../../../licensing/src/integration/on-account-changed.js';
import { onAccountLinked as claimSeat } from '../../../licensing/src/integration/on-account-linked.js';
import { onAccountUnlinked } from '../../../licensing/src/integration/on-account-unlinked.js';
import { onPersonChanged } from '../../../licensing/src/integration/on-person-changed.js';
import { onSiteOpened } from '../../../licensing/src/integration/on-site-opened.js';
import { poolDecider } from '../../../licensing/src/pool/pool.decider.js';
import { poolStream } from '../../../licensing/src/seat/seat.decisions.js';
import { createStoryDeadlines } from './story-deadlines.js';
import { startStoryService, type StoryService } from './story-service.js';

/** The three services that an attempt passes through. */
export type ServiceName = 'directory' | 'identity' | 'licensing';
/** A team with two sites and few seats, played on memory stores and topics whose messages a test hands over. */
export interface StoryWorld {
  readonly bus: MemoryMessageBus;
  readonly services: Readonly<Record<ServiceName, StoryService>>;
  readonly teamId: string;
  readonly siteIds: readonly string[];
  readonly cryptography: ReturnType<typeof createTestCryptography>;
  /** Handles a command on one of the service's instances. */
  handle(service: ServiceName, instance: number, command: Command): Promise<Outcome>;
  /** An id that nothing has yet. */
  newId(): string;
  /** Publishes what happened and hands over everything until nothing is left. */
  drain(): Promise<void>;
  /** Nobody answered directory in time: the deadline of one thing is due. Says whether there was one. */
  passTime(pick: number): Promise<boolean>;
}

const listenersOf = (cryptography: ReturnType<typeof createTestCryptography>) => ({
  directory: [noteAccount, onAccountLinkRefused, onSeatClaimed, onSeatRefused, onAccountEmailChanged],
  identity: [
    ...endAttempts,
    onActivationRequested(cryptography),
    onPersonEmailChanged,
    onActivationRefused,
    onPersonActivated(cryptography, 'key'),
  ],
  licensing: [onSiteOpened, claimSeat(cryptography), onAccountUnlinked, ...onPersonChanged, ...onAccountChanged],
});
const relays = { directory: directoryRelay, identity: identityRelay, licensing: licensingRelay };
const hears = {
  directory: [topicOf('identity'), topicOf('licensing')],
  identity: [topicOf('directory')],
  licensing: [topicOf('directory'), topicOf('identity')],
};
/** Every place a message may be handed over at: a group, a topic it hears, a partition. */
export const allPlaces: readonly MemoryPlace[] = Object.entries(hears).flatMap(([group, topics]) =>
  topics.flatMap((topic) => Array.from({ length: 12 }, (_, partition) => ({ group, topic, partition }))),
);
const names = ['directory', 'identity', 'licensing'] as const;

/** Opens the sites and starts the subscription; every message of that is delivered. */
export async function createStoryWorld(options: { seats: number; instances: number }): Promise<StoryWorld> {
  const cryptography = createTestCryptography();
  const bus = createMemoryMessageBus({
    codec: createMessageCodec({ cryptography, validate: violation }),
    delivery: 'by-hand',
  });
  const start = (name: ServiceName): Promise<StoryService> =>
    startStoryService({
      relay: relays[name],
      listeners: listenersOf(cryptography)[name],
      hears: hears[name],
      instances: options.instances,
      cryptography,
      connect: () => bus.connect(),
    });
  const services = {
    directory: await start('directory'),
    identity: await start('identity'),
    licensing: await start('licensing'),
  };
  const deadlines = createStoryDeadlines(directoryDeadlines, services.directory.store);
  let ids = 0;
  const world: StoryWorld = {
    bus,
    services,
    cryptography,
    teamId: 'team',
    siteIds: ['north', 'south'],
    handle: (service, instance, command) =>
      services[service].instances[instance % options.instances]!(command, commandContext()),
    newId: () => `id-${(ids += 1)}`,
    drain: () => drain(bus, services),
    passTime: async (pick) => {
      const deadline = await deadlines.take(pick);
      if (deadline) await world.handle('directory', 0, commandOf(deadline));
      return deadline !== undefined;
    },
  };
  await open(world, options.seats);
  return world;
}

async function open(world: StoryWorld, total: number): Promise<void> {
  const { teamId } = world;
  const subscribe = decideOne(poolDecider, poolStream(teamId), { type: 'StartSubscription', data: { teamId, total } });
  await world.handle('licensing', 0, subscribe);
  for (const siteId of world.siteIds) {
    const data = { siteId, teamId, slug: siteId, name: siteId, kind: 'subscription' } as const;
    const openSite = {
      type: 'OpenSite',
      data: { ...data, accountMode: 'migrated', accessModel: 'single-role' },
    } as const;
    await world.handle('directory', 0, decideOne(siteDecider, siteStream(siteId), openSite));
  }
  await world.drain();
}

async function drain(bus: MemoryMessageBus, services: Readonly<Record<ServiceName, StoryService>>): Promise<void> {
  for (;;) {
    for (const name of names) await services[name].relay();
    const [place] = bus.pending;
    if (!place) return;
    if ((await bus.step(place)) === 'away') throw new Error(`Nothing comes of ${place.topic} for ${place.group}`);
  }
}

/** A numbered address, named the way every service does. */
export const addressOf = ({ cryptography }: Pick<StoryWorld, 'cryptography'>, number: number) => {
  const email = `e${number}@example.org`;
  return { email, emailIndex: emailIndexOf(cryptography, email)! };
};
