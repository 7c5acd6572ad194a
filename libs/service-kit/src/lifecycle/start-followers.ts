import type { InjectionToken } from '@nestjs/common';
import {
  type CommandHandler,
  createLease,
  type Delay,
  startDeadlines,
  startErasure,
  startRelay,
} from '@rollcall/event-sourcing';
import type { ServiceEngines } from '../engines/engines.js';
import {
  type DeclaredComposition,
  type DeclaredProjection,
  type ServiceDeclaration,
  topicsOf,
} from '../service-declaration.js';
import {
  compositionFollower,
  deadlineFollower,
  type Follower,
  logFollower,
  observerFollower,
  relayFollower,
} from './followers.js';
import type { Feed } from './feed.js';
import type { ReadYourWrites } from './read-your-writes.js';

/** What followers run on. */
export type FollowerPorts = Readonly<{
  declaration: ServiceDeclaration;
  engines: ServiceEngines;
  handle: CommandHandler;
  delay: Delay;
  readYourWrites: ReadYourWrites;
  feed: Feed;
  /** Drops what this process keeps in memory of somebody erased. */
  forget: (subject: string) => void;
  /** Finds a provider of the service's module. */
  resolve: <Provider>(token: InjectionToken<Provider>) => Provider;
}>;

/** Starts the relay, then everything that feeds read models, then deadlines and erasure; listeners come last and elsewhere. */
export async function startFollowers(ports: FollowerPorts): Promise<readonly Follower[]> {
  const { projections = [], compositions = [] } = ports.declaration;
  return [
    ...relayOf(ports),
    ...(await Promise.all(projections.map((declared) => projectionOf(declared, ports)))),
    ...(await Promise.all(compositions.map((declared) => compositionOf(declared, ports)))),
    ...(await siblingWorkOf(ports)),
    ...deadlinesOf(ports),
    ...erasureOf(ports),
  ];
}

function relayOf({ declaration: { relay }, engines, delay, feed }: FollowerPorts): readonly Follower[] {
  if (!relay) return [];
  const { store: log, checkpoints, bus, cryptography, clock, ephemeral } = engines;
  const lease = createLease(ephemeral, { name: relay.name, holder: engines.instance });
  const run = startRelay({ relay, log, checkpoints, bus, cryptography, clock, delay, lease });
  feed.attach(run);
  return [relayFollower(relay.name, run)];
}

async function projectionOf({ name, start }: DeclaredProjection, { engines, delay }: FollowerPorts): Promise<Follower> {
  return logFollower(name, await start({ log: engines.store, store: engines.readModels, delay }));
}

async function compositionOf({ name, start, onRows }: DeclaredComposition, ports: FollowerPorts): Promise<Follower> {
  const { bus, readModels: store, clock, cryptography } = ports.engines;
  const listener = onRows && ports.resolve(onRows);
  const run = await start({
    bus,
    store,
    clock,
    cryptography,
    ...(listener && { onRows: (changes) => listener.rowsChanged(changes) }),
  });
  ports.readYourWrites.attach(name, run);
  return compositionFollower(name, run);
}

async function siblingWorkOf({ declaration, engines, resolve }: FollowerPorts): Promise<readonly Follower[]> {
  const { siblingWork } = declaration;
  if (!siblingWork || !engines.mayHaveSiblings) return [];
  const observer = resolve(siblingWork.observer);
  const subscription = await engines.bus.observe(topicsOf(siblingWork.from), (message) => observer.observed(message));
  return [observerFollower('work of siblings', subscription)];
}

function deadlinesOf({ declaration, engines, handle, delay }: FollowerPorts): readonly Follower[] {
  const { store: log, deadlines, clock, cryptography, ephemeral } = engines;
  return (declaration.deadlines ?? []).map(({ projection, command }) => {
    const lease = createLease(ephemeral, { name: projection.name, holder: engines.instance });
    const run = startDeadlines({ projection, command, log, deadlines, clock, lease, handle, cryptography, delay });
    return deadlineFollower(projection.name, run);
  });
}

function erasureOf({ declaration, engines, delay, forget, resolve }: FollowerPorts): readonly Follower[] {
  if (!declaration.erasure) return [];
  const { store: log, checkpoints, keys } = engines;
  const { on: types, files } = declaration.erasure;
  const name = `${declaration.name}-erasure`;
  const removeFiles = (subject: string): Promise<void> => resolve(files).removeOf(subject);
  return [logFollower(name, startErasure({ name, types, log, checkpoints, keys, forget, removeFiles, delay }))];
}
