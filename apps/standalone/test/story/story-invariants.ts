import { type Decider, type Message, type StreamName, streamName } from '@rollcall/event-sourcing';
import { personDecider } from '../../../directory/src/person/person.decider.js';
import { personStream } from '../../../directory/src/person/person.decisions.js';
import { accountDecider } from '../../../identity/src/account/account.decider.js';
import { accountCategory, accountStream } from '../../../identity/src/account/account.events.js';
import { invitationDecider } from '../../../identity/src/invitation/invitation.decider.js';
import { invitationStream } from '../../../identity/src/invitation/invitation.events.js';
import { linkDecider } from '../../../identity/src/link/link.decider.js';
import { linkStream } from '../../../identity/src/link/link.decisions.js';
import { siteSlotDecider } from '../../../identity/src/site-slot/site-slot.decider.js';
import { siteSlotCategory } from '../../../identity/src/site-slot/site-slot.events.js';
import { poolDecider } from '../../../licensing/src/pool/pool.decider.js';
import { isHeld, seatDecider } from '../../../licensing/src/seat/seat.decider.js';
import { seatCategory } from '../../../licensing/src/seat/seat.events.js';
import { poolStream } from '../../../licensing/src/seat/seat.decisions.js';
import { useDecider } from '../../../licensing/src/use/use.decider.js';
import { useStream } from '../../../licensing/src/use/use.decisions.js';
import type { HandWritten } from './hand-written.js';
import { addressOf, type ServiceName, type StoryWorld } from './story-world.js';

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
  return [...broken, ...(await aboutSeats(world, atWork)), ...(await aboutAccounts(world, personIds))];
}

/** Who stands for an account, may enter by it, or is invited to it, is active by it; and the other way round. */
async function aboutAccounts(world: StoryWorld, personIds: readonly string[]): Promise<readonly string[]> {
  const expected = new Set<string>();
  const found = new Set<string>();
  const invited: string[] = [];
  for (const personId of personIds) {
    const person = await stateOf(world, 'directory', personDecider, personStream(personId));
    const by = person.status === 'active' ? person.accountId : undefined;
    if (person.status === 'active') {
      expected.add(`${personId} has the slot ${person.siteId}:${by}`).add(`${personId} may enter by ${by}`);
    }
    const invitation = await stateOf(world, 'identity', invitationDecider, invitationStream(personId));
    if (invitation.status === 'open' && invitation.accountId !== by) invited.push(`${personId} is invited to ${by}`);
  }
  for (const slot of await keysOf(world, 'identity', siteSlotCategory, ['SlotGiven'])) {
    const state = await stateOf(world, 'identity', siteSlotDecider, streamName(siteSlotCategory, slot));
    if (state.status === 'given') found.add(`${state.personId} has the slot ${slot}`);
  }
  for (const accountId of await keysOf(world, 'identity', accountCategory, ['PersonAccessOpened'])) {
    const account = await stateOf(world, 'identity', accountDecider, accountStream(accountId));
    const all = account.status === 'none' ? [] : account.people;
    for (const { personId, open } of all) if (open) found.add(`${personId} may enter by ${accountId}`);
  }
  return [
    ...invited,
    ...[...expected.difference(found)].map((sentence) => `not so: ${sentence}`),
    ...found.difference(expected),
  ];
}

/** How a story ends beside what all promise: answers the sentences that are not so. */
export async function otherEnds(
  world: StoryWorld,
  { active = {}, unlinked = [] }: Pick<HandWritten, 'active' | 'unlinked'>,
  personIdOf: (person: number) => string,
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [person, email] of Object.entries(active)) {
    const personId = personIdOf(Number(person));
    const state = await stateOf(world, 'directory', personDecider, personStream(personId));
    const so = state.status === 'active' && state.address.emailIndex === addressOf(world, email).emailIndex;
    if (!so) broken.push(`${personId} is ${state.status}, and not active by address ${email}`);
  }
  for (const personId of unlinked.map(personIdOf)) {
    const { linked } = await stateOf(world, 'identity', linkDecider, linkStream(personId));
    if (linked) broken.push(`${personId} is linked to ${linked.accountId}`);
  }
  return broken;
}

async function aboutSeats(world: StoryWorld, atWork: ReadonlySet<string>): Promise<readonly string[]> {
  const pool = await stateOf(world, 'licensing', poolDecider, poolStream(world.teamId));
  if (pool.status === 'none') return ['the team has no subscription'];
  const held = new Set<string>();
  const direct = new Set<string>();
  for (const seatId of await keysOf(world, 'licensing', seatCategory, ['SeatUsed', 'SeatAssigned'])) {
    const seat = await stateOf(world, 'licensing', seatDecider, streamName(seatCategory, seatId));
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

/** The keys of a category's streams in which such events stand. */
async function keysOf(
  world: StoryWorld,
  service: ServiceName,
  category: string,
  types: readonly string[],
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const { store } = world.services[service];
  if ((await store.head()) === 'start') return keys;
  for await (const entry of store.follow({ after: 'start', types, signal: new AbortController().signal })) {
    if (entry.kind === 'caught-up') break;
    if (entry.kind === 'event') keys.add(entry.event.stream.slice(category.length + 1));
  }
  return keys;
}
