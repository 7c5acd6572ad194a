import type { Composition } from '@rollcall/event-sourcing';
import { groups } from './groups.composition.js';
import { members } from './members.composition.js';
import { imports, runs } from './operations.composition.js';
import { people } from './people.composition.js';
import { projects } from './projects.composition.js';
import { roles } from './roles.composition.js';
import { seats } from './seats.composition.js';
import { sessions } from './sessions.composition.js';
import { sites } from './sites.composition.js';
import { teams } from './teams.composition.js';

/** Every read model of the gateway. */
export const compositions: readonly Pick<Composition<never>, 'name' | 'version' | 'rowOf' | 'joins'>[] = [
  people,
  members,
  sessions,
  projects,
  groups,
  roles,
  sites,
  teams,
  seats,
  imports,
  runs,
];
