import type { Human } from './humans.js';
import type { Random } from './random.js';
import { projects, type SiteSlug, twoAssignments } from './sites.js';
import { targets } from './targets.js';

type Memberships = Map<Human, string[]>;

/** Who is on which project of a site, with the sizes the projects are to have. */
export function createMemberships(
  random: Random,
  site: SiteSlug,
  people: readonly Human[],
  roles: ReadonlyMap<Human, string>,
  disabled: ReadonlySet<Human>,
): ReadonlyMap<Human, readonly string[]> {
  const none = chooseNone(random, site, people, roles, disabled);
  const staff = random.shuffled(people.filter((human) => !none.has(human)));
  const memberships: Memberships = new Map();
  if (site === 'montreal') fillMontreal(random, staff, memberships);
  else fillMumbai(random, staff, roles, disabled, memberships);
  return memberships;
}

/** Those without any project: never somebody who sees linked projects only and would see nothing at all. */
function chooseNone(
  random: Random,
  site: SiteSlug,
  people: readonly Human[],
  roles: ReadonlyMap<Human, string>,
  disabled: ReadonlySet<Human>,
): ReadonlySet<Human> {
  const role = (human: Human) => roles.get(human) ?? '';
  const may =
    site === 'montreal'
      ? (human: Human) => ['HR', 'Admin'].includes(role(human)) || (role(human) === 'Artist' && disabled.has(human))
      : (human: Human) => ['Administrator', 'Project Manager', 'User'].includes(role(human));
  return new Set(random.shuffled(people.filter(may)).slice(0, targets.withoutProject[site]));
}

/** Sizes 120, 74, 60, 20, 12, 8: the second covers everybody the first left out; four people are on all six. */
function fillMontreal(random: Random, staff: readonly Human[], memberships: Memberships): void {
  const [largest, second, ...others] = projects.filter(({ site, people }) => site === 'montreal' && people > 0);
  if (!largest || !second) throw new Error('montreal has no projects');
  const everywhere = staff.slice(0, targets.onSixProjects);
  const onLargest = staff.slice(0, largest.people);
  const leftOut = staff.slice(largest.people);
  join(memberships, largest.name, onLargest);
  join(memberships, second.name, [
    ...everywhere,
    ...leftOut,
    ...drawFrom(random, onLargest.slice(4), second.people - leftOut.length - 4),
  ]);
  others.forEach(({ name, people }, index) => {
    // The first four are everywhere; the smallest project takes nobody else of the one before it.
    const from = index === others.length - 1 ? leftOut : staff.slice(4);
    join(memberships, name, [...everywhere, ...drawFrom(random, from, people - 4)]);
  });
}

/** Sizes 41, 33, 5, 2: the six with two assignments are on the first two, which no other user is on both of. */
function fillMumbai(
  random: Random,
  staff: readonly Human[],
  roles: ReadonlyMap<Human, string>,
  disabled: ReadonlySet<Human>,
  memberships: Memberships,
): void {
  const sizes = projects.filter(({ site, people }) => site === 'mumbai' && people > 0);
  const [open, secret, ...small] = sizes;
  if (!open || !secret) throw new Error('mumbai has no projects');
  const [userRole] = twoAssignments;
  const isUser = (human: Human) => roles.get(human) === userRole.role;
  const two = staff.filter((human) => isUser(human) && !disabled.has(human)).slice(0, targets.twoAssignments);
  const others = staff.filter((human) => !two.includes(human));
  const onOpen = others.slice(0, open.people - two.length);
  const rest = others.slice(onOpen.length);
  join(memberships, open.name, [...two, ...onOpen]);
  join(memberships, secret.name, [
    ...two,
    ...rest,
    ...drawFrom(
      random,
      onOpen.filter((human) => !isUser(human)),
      secret.people - two.length - rest.length,
    ),
  ]);
  for (const { name, people } of small) join(memberships, name, drawFrom(random, others, people));
}

const drawFrom = (random: Random, people: readonly Human[], count: number): readonly Human[] =>
  random.shuffled(people).slice(0, count);

function join(memberships: Memberships, project: string, people: readonly Human[]): void {
  for (const human of people) memberships.set(human, [...(memberships.get(human) ?? []), project]);
}
