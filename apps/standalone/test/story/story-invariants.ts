import { type Decider, type Message, type StreamName, streamName } from '@rollcall/event-sourcing';
import { personDecider } from '../../../directory/src/person/person.decider.js';
import { personStream } from '../../../directory/src/person/person.decisions.js';
import { linkDecider } from '../../../identity/src/link/link.decider.js';
import { linkStream } from '../../../identity/src/link/link.decisions.js';
import { poolDecider } from '../../../licensing/src/pool/pool.decider.js';
import { isHeld, seatDecider } from '../../../licensing/src/seat/seat.decider.js';
import { poolStream } from '../../../licensing/src/seat/seat.decisions.js';
import { useDecider } from '../../../licensing/src/use/use.decider.js';
import { useStream } from '../../../licensing/src/use/use.decisions.js';
import type { ServiceName, StoryWorld } from './story-world.js';

/** What a stream's events make of its aggregate. */
export async function stateOf<State, C extends Message, E extends Message>(
  world: StoryWorld,
  service: ServiceName,
  aggregate: Decider<State, C, E>,
  stream: StreamName,
): Promise<State> {
  let state = aggregate.initialState();
  for await (const event of world.services[service].store.readStream<E>(stream)) state = aggregate.evolve(state, event);
  return state;
}

/**
 * What must be true when everything is delivered (DESIGN section 5, property): answers the sentences that are not.
 * `withoutSeat`: accounts whose seat a team admin took back, which may therefore work without one.
 */
export async function brokenPromises(
  world: StoryWorld,
  personIds: readonly string[],
  withoutSeat: ReadonlySet<string>,
): Promise<readonly string[]> {
  const broken: string[] = [];
  const active = new Set<string>();
  const atWork = new Set<string>();
  for (const personId of personIds) {
    const person = await stateOf(world, 'directory', personDecider, personStream(personId));
    if (person.status === 'none') continue;
    const link = await stateOf(world, 'identity', linkDecider, linkStream(personId));
    const use = await stateOf(world, 'licensing', useDecider, useStream(personId));
    if (person.open) broken.push(`${personId} is still being activated`);
    if (person.status === 'disabled' && use.current) broken.push(`${personId} is disabled and uses a seat`);
    if (person.status !== 'active' || !person.accountId) continue;
    if (link.linked?.accountId !== person.accountId) {
      broken.push(`${personId} is active by ${person.accountId} and linked to ${link.linked?.accountId}`);
    }
    const takenBack = !use.current && withoutSeat.has(person.accountId);
    if (use.current?.accountId !== person.accountId && !takenBack) {
      broken.push(`${personId} is active by ${person.accountId} and uses the seat of ${use.current?.accountId}`);
    }
    const place = `${person.siteId} ${person.accountId}`;
    if (active.has(place)) broken.push(`${place} is two active people`);
    active.add(place);
    if (!takenBack) atWork.add(person.accountId);
  }
  return [...broken, ...(await aboutSeats(world, atWork))];
}

async function aboutSeats(world: StoryWorld, atWork: ReadonlySet<string>): Promise<readonly string[]> {
  const pool = await stateOf(world, 'licensing', poolDecider, poolStream(world.teamId));
  if (pool.status === 'none') return ['the team has no subscription'];
  const held = new Set<string>();
  const direct = new Set<string>();
  for (const seatId of await seatIds(world)) {
    const seat = await stateOf(world, 'licensing', seatDecider, streamName('licensing.seat', seatId));
    if (seat.status === 'none') continue;
    if (isHeld(seat)) held.add(seat.accountId);
    if (seat.direct) direct.add(seat.accountId);
  }
  const expected = atWork.union(direct);
  return [
    ...(pool.used <= pool.total ? [] : [`${pool.used} of ${pool.total} seats are used`]),
    ...(pool.used === held.size ? [] : [`${pool.used} seats are counted, ${held.size} are held`]),
    ...(held.size === expected.size && held.isSubsetOf(expected)
      ? []
      : [`${held.size} seats are held, ${expected.size} accounts work or were assigned one`]),
  ];
}

async function seatIds(world: StoryWorld): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const types = ['SeatUsed', 'SeatAssigned'];
  const { store } = world.services.licensing;
  for await (const entry of store.follow<Message<string, { seatId: string }>>({
    after: 'start',
    types,
    signal: new AbortController().signal,
  })) {
    if (entry.kind === 'caught-up') break;
    if (entry.kind === 'event') ids.add(entry.event.data.seatId);
  }
  return ids;
}
