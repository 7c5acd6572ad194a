import fc from 'fast-check';
import {
  activatePerson,
  changeEmail,
  createPerson,
  disablePerson,
} from '../../../directory/src/person/person.decisions.js';
import { emailClaimDecider, emailClaimStream } from '../../../identity/src/email-claim/email-claim.decider.js';
import { seatIdOf } from '../../../licensing/src/seat/seat-id.js';
import { assignSeat, unassignSeat } from '../../../licensing/src/seat/seat.decisions.js';
import { brokenPromises, stateOf } from './story-invariants.js';
import { addressOf, allPlaces, createStoryWorld, type StoryWorld } from './story-world.js';

const people = 4;
const emails = 3;

/** One thing that happens: an Admin or a team admin acts, or a message is handed over, again, or from further back. */
export type Happening =
  | Readonly<{ what: 'create' | 'enable' | 'disable' | 'edit-email'; person: number; email: number; instance: number }>
  | Readonly<{ what: 'assign' | 'unassign'; email: number; instance: number }>
  | Readonly<{ what: 'deliver' | 'again' | 'rewind'; pick: number }>;

const small = (max: number) => fc.nat({ max: max - 1 });
const byAdmin = fc.record({
  what: fc.constantFrom('create' as const, 'enable' as const, 'disable' as const, 'edit-email' as const),
  person: small(people),
  email: small(emails),
  instance: small(2),
});
const byTeamAdmin = fc.record({
  what: fc.constantFrom('assign' as const, 'unassign' as const),
  email: small(emails),
  instance: small(2),
});
const byTheBus = fc.record({
  what: fc.constantFrom(
    'deliver' as const,
    'deliver' as const,
    'deliver' as const,
    'again' as const,
    'rewind' as const,
  ),
  pick: fc.nat(999),
});

/** Stories of up to 80 happenings. */
export const stories: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: byAdmin },
    { weight: 1, arbitrary: byTeamAdmin },
    { weight: 20, arbitrary: byTheBus },
  ),
  { maxLength: 80, size: 'max' },
);

const deliverAll = Array.from({ length: 60 }, () => ({ what: 'deliver', pick: 0 }) as const);
const admin = (what: 'create' | 'enable' | 'disable' | 'edit-email', person: number, email: number): Happening => ({
  what,
  person,
  email,
  instance: 0,
});

/**
 * Random stories hardly find it: the second of two edits made while disabled changes no link and so leaves no trace;
 * delivered again, it must not unlink the person who is active by the newest address.
 */
export const staleEdit: readonly Happening[] = [
  admin('create', 0, 0),
  ...deliverAll,
  admin('disable', 0, 0),
  admin('edit-email', 0, 1),
  admin('edit-email', 0, 2),
  admin('enable', 0, 2),
  ...deliverAll,
  ...Array.from({ length: 300 }, (_, pick) => ({ what: 'again', pick }) as const),
];

/** Nor this one, with a single seat: an edit is refused because the former account's seat stays in use on the other site. */
export const refusedEdit: readonly Happening[] = [
  admin('create', 0, 0),
  admin('create', 1, 0),
  ...deliverAll,
  admin('edit-email', 0, 1),
];

/** How many seats the team has, and how many instances each service. */
export type StoryTerms = Readonly<{ seats: number; instances: number }>;

/** Plays a story to its end, delivers what is left, and answers which promises are broken then. */
export async function playStory(story: readonly Happening[], terms: StoryTerms): Promise<readonly string[]> {
  const world = await createStoryWorld(terms);
  const withoutSeat = new Set<string>();
  for (const happening of story) await happen(world, happening, withoutSeat);
  await world.drain();
  const personIds = Array.from({ length: people }, (_, person) => personIdOf(person));
  return brokenPromises(world, personIds, withoutSeat);
}

const personIdOf = (person: number): string => `person-${person}`;
const emailOf = (email: number): string => `e${email}@example.org`;

async function happen(world: StoryWorld, happening: Happening, withoutSeat: Set<string>): Promise<void> {
  switch (happening.what) {
    case 'deliver':
    case 'again':
    case 'rewind':
      return move(world, happening.what, happening.pick);
    case 'assign':
    case 'unassign':
      return actInPortal(world, happening, withoutSeat);
    default:
      await world.handle('directory', happening.instance, commandOf(world, happening));
  }
}

function commandOf(world: StoryWorld, { what, person, email }: Extract<Happening, { person: number }>) {
  const personId = personIdOf(person);
  const address = addressOf(world, emailOf(email));
  switch (what) {
    case 'create': {
      const name = { firstName: 'A', lastName: 'B', login: personId, loginIndex: personId };
      const siteId = world.siteIds[person % 2]!;
      const data = { personId, siteId, ...name, ...address, projectIds: [], groupIds: [] };
      return createPerson(data, { disabled: false, welcome: 'invite' });
    }
    case 'enable':
      return activatePerson(personId, 'invite');
    case 'disable':
      return disablePerson(personId, 'admin');
    case 'edit-email':
      return changeEmail(personId, address, true);
  }
}

/** A team admin assigns or takes back the seat of whoever has this email, if anybody. */
async function actInPortal(
  world: StoryWorld,
  { what, email, instance }: Extract<Happening, { what: 'assign' | 'unassign' }>,
  withoutSeat: Set<string>,
): Promise<void> {
  const { emailIndex } = addressOf(world, emailOf(email));
  const claim = await stateOf(world, 'identity', emailClaimDecider, emailClaimStream(emailIndex));
  if (claim.status === 'free') return;
  const { teamId } = world;
  const holder = { seatId: seatIdOf(world.cryptography, teamId, claim.owner), teamId, accountId: claim.owner };
  if (what === 'unassign') withoutSeat.add(claim.owner);
  await world.handle('licensing', instance, what === 'assign' ? assignSeat(holder, new Date(0)) : unassignSeat(holder));
}

/** Hands a message over: in turn, an earlier one again, or a partition from further back. */
async function move(world: StoryWorld, what: 'deliver' | 'again' | 'rewind', pick: number): Promise<void> {
  for (const service of Object.values(world.services)) await service.relay();
  const places = what === 'deliver' ? world.bus.pending : allPlaces.filter((place) => world.bus.handled(place) > 0);
  const place = places[pick % Math.max(places.length, 1)];
  if (!place) return;
  const handled = world.bus.handled(place);
  const back = Math.floor(pick / places.length) % Math.max(handled, 1);
  if (what === 'deliver') await world.bus.step(place);
  else if (what === 'again') await world.bus.repeat(place, back);
  else world.bus.rewind(place, 1 + back);
}
