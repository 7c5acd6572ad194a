import { montrealPools, mumbaiPools, type NamePool } from './name-pools.js';
import type { Random } from './random.js';
import { firstAdmin, remarkablePeople } from './remarkable-people.js';
import type { SiteSlug } from './sites.js';
import { targets } from './targets.js';

/** One human: one email, so one account, and a record on one site or both under the same login. */
export type Human = Readonly<{
  firstName: string;
  lastName: string;
  login: string;
  country: string;
  /** Where the email belongs. */
  home: SiteSlug;
  sites: readonly SiteSlug[];
}>;

/** Everybody, the first admin first, the remarkable ones next. */
export function createHumans(random: Random): readonly Human[] {
  const logins = new Set<string>();
  const take = (count: number, pools: readonly NamePool[], home: SiteSlug, sites: readonly SiteSlug[]): Human[] =>
    Array.from({ length: count }, () => ({ ...invent(random, pools, logins), home, sites }));
  const known = [firstAdmin, ...remarkablePeople];
  for (const { login } of known) logins.add(login);
  const both: readonly SiteSlug[] = ['montreal', 'mumbai'];
  const montrealOnly = targets.records.montreal - targets.onBothSites - remarkablePeople.length;
  return [
    { ...firstAdmin, home: 'montreal', sites: both },
    ...remarkablePeople.map((person): Human => ({ ...person, home: 'montreal', sites: ['montreal'] })),
    ...take(12, montrealPools, 'montreal', both),
    ...take(targets.onBothSites - 13, mumbaiPools, 'mumbai', both),
    ...take(montrealOnly, montrealPools, 'montreal', ['montreal']),
    ...take(targets.records.mumbai - targets.onBothSites, mumbaiPools, 'mumbai', ['mumbai']),
  ];
}

type Named = Pick<Human, 'firstName' | 'lastName' | 'login' | 'country'>;

/** Draws names until one gives a login that nobody has yet. */
function invent(random: Random, pools: readonly NamePool[], logins: Set<string>): Named {
  for (let tries = 0; tries < 10_000; tries++) {
    const { country, given, family } = drawPool(random, pools);
    const [firstName, first] = draw(random, given);
    const [lastName, last] = draw(random, family);
    const login = `${first}.${last}`;
    if (logins.has(login)) continue;
    logins.add(login);
    return { firstName, lastName, login, country };
  }
  throw new Error('the name pools are used up');
}

function drawPool(random: Random, pools: readonly NamePool[]): NamePool {
  let ticket = random.below(pools.reduce((sum, { weight }) => sum + weight, 0));
  const drawn = pools.find(({ weight }) => (ticket -= weight) < 0);
  if (!drawn) throw new Error('no name pool');
  return drawn;
}

/** A name of the list, as written and in Latin letters for a login. */
function draw(random: Random, names: string): readonly [string, string] {
  const all = names.split(' ');
  const [written = '', latin = written] = (all[random.below(all.length)] ?? '').split('=');
  return [written.replaceAll('_', ' '), toLatin(latin)];
}

const latinOf: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', ß: 'ss', ł: 'l', đ: 'd', ı: 'i', þ: 'th', ð: 'd' };

function toLatin(name: string): string {
  const lower = name.toLowerCase().normalize('NFD');
  return [...lower]
    .map((character) => latinOf[character] ?? character)
    .join('')
    .replace(/[^a-z-]/g, '');
}
