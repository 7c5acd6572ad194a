import fc from 'fast-check';
import type { ServiceName } from './story-world.js';

/** How many people and addresses a story knows; people with an even number are of one site, the others of another. */
export const [people, emails] = [4, 3];

type ByAdmin = Readonly<{
  what: 'create' | 'enable' | 'disable' | 'edit-email' | 'rename';
  person: number;
  email: number;
  instance: number;
}>;
type ByTeamAdmin = Readonly<{ what: 'assign' | 'unassign'; email: number; instance: number }>;
/** `email` is the address of the account whose owner acts. */
type ByOwner = Readonly<{ what: 'move-account' | 'close-account'; email: number; to: number; instance: number }>;
type ByTheBus = Readonly<{ what: 'deliver' | 'again' | 'rewind'; pick: number }>;
type ByTime = Readonly<{ what: 'time-out'; pick: number }>;
type Delay =
  | Readonly<{ what: 'set-aside'; service: ServiceName; type: string }>
  | Readonly<{ what: 'hand-over'; service: ServiceName }>;

/**
 * One thing that happens: an Admin, a team admin or an account's owner acts; a message is handed over, again, or from
 * further back; a deadline is due. Where somebody wrote the story, a message may also be put aside and come much later.
 */
export type Happening = ByAdmin | ByTeamAdmin | ByOwner | ByTheBus | ByTime | Delay;

const small = (max: number) => fc.nat({ max: max - 1 });
const instance = small(2);
const byAdmin: fc.Arbitrary<ByAdmin> = fc.record({
  what: fc.constantFrom('create', 'enable', 'disable', 'edit-email'),
  person: small(people),
  email: small(emails),
  instance,
});
const byTeamAdmin: fc.Arbitrary<ByTeamAdmin> = fc.record({
  what: fc.constantFrom('assign', 'unassign'),
  email: small(emails),
  instance,
});
const byOwner: fc.Arbitrary<ByOwner> = fc.record({
  what: fc.constantFrom('move-account', 'move-account', 'close-account'),
  email: small(emails),
  to: small(emails),
  instance,
});
const byTheBus: fc.Arbitrary<ByTheBus> = fc.record({
  what: fc.constantFrom('deliver', 'deliver', 'deliver', 'again', 'rewind'),
  pick: fc.nat(999),
});
const byTime: fc.Arbitrary<ByTime> = fc.record({ what: fc.constant('time-out'), pick: fc.nat(99) });

/** Stories of up to 80 happenings. */
export const stories: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    { weight: 16, arbitrary: byAdmin },
    { weight: 2, arbitrary: byTeamAdmin },
    { weight: 3, arbitrary: byOwner },
    { weight: 1, arbitrary: byTime },
    { weight: 40, arbitrary: byTheBus },
  ),
  { maxLength: 80, size: 'max' },
);
