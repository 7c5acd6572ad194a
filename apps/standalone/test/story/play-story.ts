import { type Command, decideOne } from '@rollcall/event-sourcing';
import { personDecider } from '../../../directory/src/person/person.decider.js';
import {
  activatePerson,
  changeEmail,
  createPerson,
  disablePerson,
  personStream,
} from '../../../directory/src/person/person.decisions.js';
import { closeAccount } from '../../../identity/src/account/owner.decisions.js';
import { confirmEmailChange, requestEmailChange } from '../../../identity/src/account/email-change.decisions.js';
import { accountDecider } from '../../../identity/src/account/account.decider.js';
import { accountStream } from '../../../identity/src/account/account.events.js';
import { emailClaimDecider, emailClaimStream } from '../../../identity/src/email-claim/email-claim.decider.js';
import { seatIdOf } from '../../../licensing/src/seat/seat-id.js';
import { assignSeat, unassignSeat } from '../../../licensing/src/seat/seat.decisions.js';
import type { HandWritten } from './hand-written.js';
import { type Happening, people } from './happenings.js';
import { brokenPromises, otherEnds, stateOf } from './story-invariants.js';
import { addressOf, allPlaces, createStoryWorld, type StoryWorld } from './story-world.js';

type Of<What extends Happening['what']> = Extract<Happening, { what: What }>;
/** How many seats the team has, and how many instances each service. */
export type StoryTerms = Readonly<{ seats: number; instances: number }>;

/** Plays a story to its end, delivers what is left, lets time pass, and answers which promises are broken then. */
export async function playStory(
  story: Pick<HandWritten, 'happenings' | 'active' | 'unlinked'>,
  terms: StoryTerms,
): Promise<readonly string[]> {
  const world = await createStoryWorld(terms);
  const withoutSeat = new Set<string>();
  for (const happening of story.happenings) await happen(world, happening, withoutSeat);
  await world.drain();
  while (await world.passTime(0)) await world.drain();
  const personIds = Array.from({ length: people }, (_, person) => personIdOf(person));
  return [...(await brokenPromises(world, personIds, withoutSeat)), ...(await otherEnds(world, story, personIdOf))];
}

const personIdOf = (person: number): string => `person-${person}`;

async function happen(world: StoryWorld, happening: Happening, withoutSeat: Set<string>): Promise<void> {
  switch (happening.what) {
    case 'deliver':
    case 'again':
    case 'rewind':
      return move(world, happening.what, happening.pick);
    case 'time-out':
      return void (await world.passTime(happening.pick));
    case 'set-aside':
      return world.services[happening.service].setAside(`rollcall.${happening.type}.v1`);
    case 'hand-over':
      return void (await world.services[happening.service].handOver());
    case 'assign':
    case 'unassign':
      return actInTeam(world, happening, withoutSeat);
    case 'move-account':
    case 'close-account':
      return actInProfile(world, happening, withoutSeat);
    default:
      await world.handle('directory', happening.instance, commandOf(world, happening));
  }
}

function commandOf(world: StoryWorld, { what, person, email }: Extract<Happening, { person: number }>): Command {
  const personId = personIdOf(person);
  const address = addressOf(world, email);
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
    case 'rename': {
      const data = { firstName: 'C', lastName: 'D', source: 'admin' } as const;
      return decideOne(personDecider, personStream(personId), { type: 'RenamePerson', data });
    }
  }
}

/** The account that has this address, if any. */
async function accountOf(world: StoryWorld, email: number): Promise<string | undefined> {
  const stream = emailClaimStream(addressOf(world, email).emailIndex);
  const claim = await stateOf(world, 'identity', emailClaimDecider, stream);
  return claim.status === 'held' ? claim.owner : undefined;
}

/** A team admin assigns or takes back the seat of whoever has this email, if anybody. */
async function actInTeam(
  world: StoryWorld,
  { what, email, instance }: Of<'assign' | 'unassign'>,
  withoutSeat: Set<string>,
): Promise<void> {
  const accountId = await accountOf(world, email);
  if (accountId === undefined) return;
  const { teamId } = world;
  const holder = { seatId: seatIdOf(world.cryptography, teamId, accountId), teamId, accountId };
  if (what === 'unassign') withoutSeat.add(accountId);
  await world.handle('licensing', instance, what === 'assign' ? assignSeat(holder, new Date(0)) : unassignSeat(holder));
}

/** The owner of the account with this email completes it, if that was not done, and moves or closes it. */
async function actInProfile(
  world: StoryWorld,
  { what, email, to, instance }: Of<'move-account' | 'close-account'>,
  withoutSeat: Set<string>,
): Promise<void> {
  const accountId = await accountOf(world, email);
  if (accountId === undefined) return;
  const own = (command: Command) => world.handle('identity', instance, command);
  const completion = { firstName: 'A', lastName: 'B', by: 'link', passwordHash: 'hash', mustChange: false } as const;
  await own(decideOne(accountDecider, accountStream(accountId), { type: 'CompleteAccount', data: completion }));
  if (what === 'close-account') {
    // Its seats are free from then on, its people stay as they are.
    withoutSeat.add(accountId);
    await own(closeAccount(accountId, completion.passwordHash));
    return;
  }
  const change = { accountId, changeId: world.newId(), ...addressOf(world, to) };
  const link = { mailId: world.newId(), keyId: 'key', expiresAt: '2000-01-01T00:00:00.000Z' };
  await own(requestEmailChange({ ...change, ...link }));
  await own(confirmEmailChange(accountId, change.changeId, world.newId(), new Date(0)));
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
