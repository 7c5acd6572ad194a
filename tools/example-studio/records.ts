import type { Human } from './humans.js';
import { createMemberships } from './memberships.js';
import type { Random } from './random.js';
import { remarkablePeople } from './remarkable-people.js';
import { groups, siteSlugs, type SiteSlug } from './sites.js';
import { targets } from './targets.js';

/** One person of one site, as the file of that site has them. */
export type PersonRecord = Readonly<{
  site: SiteSlug;
  human: Human;
  email: string;
  /** The status they are imported with. */
  status: 'active' | 'disabled';
  role: string;
  projects: readonly string[];
  /** The department first; none on mumbai. */
  groups: readonly string[];
}>;

type Statuses = Readonly<Record<SiteSlug, ReadonlySet<Human>>>;

/** The records of both sites, montreal first. */
export function createRecords(random: Random, humans: readonly Human[]): readonly PersonRecord[] {
  const disabled = chooseDisabled(random, humans);
  const companies = ['lumen', 'northlight', 'quarry'];
  return siteSlugs.flatMap((site) => {
    const people = humans.filter((human) => human.sites.includes(site));
    const roles = assignRoles(random, site, people);
    const memberships = createMemberships(random, site, people, roles, disabled[site]);
    return people.map((human, index): PersonRecord => {
      const role = roles.get(human) ?? '';
      const outside = site === 'montreal' && role === 'Vendor' && human.sites.length === 1;
      const domain = human.home === 'montreal' ? 'halcyon.example.com' : 'halcyon.example.org';
      return {
        site,
        human,
        email: `${human.login}@${outside ? `${companies[index % companies.length]}.example.net` : domain}`,
        status: disabled[site].has(human) ? 'disabled' : 'active',
        role,
        projects: memberships.get(human) ?? [],
        groups: site === 'montreal' ? chooseGroups(random, role, index) : [],
      };
    });
  });
}

/** Who is created disabled where, so that 20 of the 28 on both sites are active on both. */
function chooseDisabled(random: Random, humans: readonly Human[]): Statuses {
  const [, ...both] = humans.filter((human) => human.sites.length === 2);
  const onlyOn = (site: SiteSlug) => humans.filter((human) => human.sites.length === 1 && human.sites[0] === site);
  const notBoth = random.shuffled(both).slice(0, targets.onBothSites - targets.activeOnBothSites);
  const plain = onlyOn('montreal').slice(remarkablePeople.length);
  return {
    montreal: new Set([...notBoth.slice(0, 4), ...random.shuffled(plain).slice(0, 12)]),
    mumbai: new Set([...notBoth.slice(3), ...random.shuffled(onlyOn('mumbai')).slice(0, 9)]),
  };
}

/** The first of a site's people is the first admin and gets its first role; the others draw. */
function assignRoles(random: Random, site: SiteSlug, people: readonly Human[]): ReadonlyMap<Human, string> {
  const [first, ...others] = Object.entries(targets.roles[site]).flatMap(([role, count]) =>
    Array<string>(count).fill(role),
  );
  const drawn = [first, ...random.shuffled(others)];
  return new Map(people.map((human, index) => [human, drawn[index] ?? '']));
}

const departments = groups.slice(0, 6);

function chooseGroups(random: Random, role: string, index: number): readonly string[] {
  if (index === 40) return ['Archive'];
  if (['Admin', 'Manager', 'HR', 'Client'].includes(role)) return ['Production'];
  const [department = '', another = ''] = random.shuffled(departments);
  return random.below(5) === 0 ? [department, another] : [department];
}
