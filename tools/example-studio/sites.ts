/** The two sites, by slug. */
export type SiteSlug = 'montreal' | 'mumbai';
/** Both, in the order in which they are opened and imported. */
export const siteSlugs: readonly SiteSlug[] = ['montreal', 'mumbai'];

/** A project of the example, with how many people of the site are on it. */
export type ExampleProject = Readonly<{
  site: SiteSlug;
  name: string;
  access: 'open' | 'private';
  archived: boolean;
  people: number;
}>;

const project = (
  site: SiteSlug,
  name: string,
  people: number,
  more: Partial<Pick<ExampleProject, 'access' | 'archived'>> = {},
): ExampleProject => ({ site, name, access: 'open', archived: false, people, ...more });

/** Twelve: eight open, three private, one archived. Beside them each site has its Template Project. */
export const projects: readonly ExampleProject[] = [
  project('montreal', 'Salt Harvest', 120),
  project('montreal', 'Nightjar', 74),
  project('montreal', 'Ash, Ember & Bone', 60),
  project('montreal', 'The Long Thaw', 20),
  project('montreal', 'Kestrel', 12),
  project('montreal', 'Paper Lanterns', 8),
  project('montreal', 'Showreel 2019', 0, { archived: true }),
  project('mumbai', 'Monsoon Line', 41),
  project('mumbai', 'Saffron', 33, { access: 'private' }),
  project('mumbai', 'Banyan', 5, { access: 'private' }),
  project('mumbai', 'Untitled Heist', 2, { access: 'private' }),
  project('mumbai', 'Tidewater', 0),
];

/** Every person of montreal is in one of these as their department; *Archive* has one, *Virtual Production* none. */
export const groups = [
  'Animation',
  'Compositing',
  'Lighting',
  'Lighting / Look Development',
  'FX',
  'FX / Water',
  'Production',
  'Archive',
  'Virtual Production',
] as const;

/** The role by which a person works on one project of mumbai and the one for the other (AUT-66). */
export const twoAssignments = [
  { role: 'User', project: 'Monsoon Line' },
  { role: 'Restricted user', project: 'Saffron' },
] as const;
