import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  activatePerson,
  changeEmail,
  createPerson,
  disablePerson,
} from '../../../directory/src/person/person.decisions.js';
import { seatIdOf } from '../../../licensing/src/seat/seat-id.js';
import { assignSeat } from '../../../licensing/src/seat/seat.decisions.js';
import { brokenPromises } from './story-invariants.js';
import { addressOf, allPlaces, createStoryWorld, type Sabotage, type StoryWorld } from './story-world.js';

const people = 4;
const emails = 3;

/** One thing that happens: an Admin or a team admin acts, or a message is handed over, late, again, or out of turn. */
type Happening =
  | Readonly<{ what: 'create' | 'enable' | 'disable'; person: number; email: number; instance: number }>
  | Readonly<{ what: 'edit-email'; person: number; email: number; instance: number }>
  | Readonly<{ what: 'assign'; email: number; instance: number }>
  | Readonly<{ what: 'deliver' | 'again' | 'rewind'; pick: number }>;

const small = (max: number) => fc.nat({ max: max - 1 });
const act = fc.record({
  what: fc.constantFrom('create', 'enable', 'disable', 'edit-email'),
  person: small(people),
  email: small(emails),
  instance: small(2),
});
const assign = fc.record({ what: fc.constant('assign'), email: small(emails), instance: small(2) });
const message = fc.record({
  what: fc.constantFrom('deliver', 'deliver', 'deliver', 'again', 'rewind'),
  pick: fc.nat(999),
});
const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: act }, { weight: 1, arbitrary: assign }, { weight: 10, arbitrary: message }),
  { maxLength: 80, size: 'max' },
) as fc.Arbitrary<readonly Happening[]>;

const personIdOf = (person: number): string => `person-${person}`;
const emailOf = (email: number): string => `e${email}@example.org`;

async function happen(world: StoryWorld, happening: Happening): Promise<void> {
  switch (happening.what) {
    case 'create': {
      const personId = personIdOf(happening.person);
      const name = { firstName: 'A', lastName: 'B', login: personId, loginIndex: personId };
      const siteId = world.siteIds[happening.person % 2]!;
      const data = {
        personId,
        siteId,
        ...name,
        projectIds: [],
        groupIds: [],
        ...addressOf(world, emailOf(happening.email)),
      };
      await world.handle('directory', happening.instance, createPerson(data, { disabled: false, welcome: 'invite' }));
      return;
    }
    case 'enable':
      await world.handle('directory', happening.instance, activatePerson(personIdOf(happening.person), 'invite'));
      return;
    case 'disable':
      await world.handle('directory', happening.instance, disablePerson(personIdOf(happening.person), 'admin'));
      return;
    case 'edit-email': {
      const address = addressOf(world, emailOf(happening.email));
      await world.handle('directory', happening.instance, changeEmail(personIdOf(happening.person), address, true));
      return;
    }
    case 'assign': {
      const accountId = `account-of-${happening.email}`;
      const { teamId } = world;
      const seatId = seatIdOf(world.cryptography, teamId, accountId);
      await world.handle('licensing', happening.instance, assignSeat({ seatId, teamId, accountId }, new Date(0)));
      return;
    }
    default:
      await move(world, happening.what, happening.pick);
  }
}

/** Hands a message over: in turn, an earlier one again, or a partition from further back. */
async function move(world: StoryWorld, what: 'deliver' | 'again' | 'rewind', pick: number): Promise<void> {
  for (const service of Object.values(world.services)) await service.relay();
  const places = what === 'deliver' ? world.bus.pending : allPlaces.filter((place) => world.bus.handled(place) > 0);
  const place = places[pick % Math.max(places.length, 1)];
  if (!place) return;
  const handled = world.bus.handled(place);
  if (what === 'deliver') await world.bus.step(place);
  else if (what === 'again') await world.bus.repeat(place, pick % handled);
  else world.bus.rewind(place, 1 + (pick % handled));
}

async function play(
  all: readonly Happening[],
  options: Readonly<{ seats: number; instances: number; sabotage?: Sabotage }>,
): Promise<readonly string[]> {
  const world = await createStoryWorld(options);
  for (const happening of all) await happen(world, happening);
  await world.drain();
  return brokenPromises(
    world,
    Array.from({ length: people }, (_, person) => personIdOf(person)),
  );
}

const seed = Number(process.env['ROLLCALL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = process.env['ROLLCALL_LONG'] ? 20_000 : 150;

describe(`attempts, seed ${seed}`, () => {
  test.each([
    [1, 1],
    [2, 2],
  ])(
    'STO-2 STO-3 STO-4 STO-8 any order of messages keeps seats and links true, %i seats, %i instances',
    async (seats, instances) => {
      await fc.assert(
        fc.asyncProperty(happenings, async (all) => expect(await play(all, { seats, instances })).toEqual([])),
        { seed, numRuns },
      );
    },
  );
});
