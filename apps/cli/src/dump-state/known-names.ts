import type {
  AccountFacet,
  GroupFacet,
  InvitationFacet,
  MailFacet,
  PersonFacet,
  ProjectFacet,
  RoleFacet,
  SeatFacet,
  SiteFacet,
  TeamFacet,
} from '@rollcall/contracts';
import type { Aggregate } from './read-aggregates.js';

type States = Readonly<{
  'directory.site': SiteFacet;
  'licensing.team': TeamFacet;
  'directory.person': PersonFacet;
  'identity.account': AccountFacet;
  'authorization.role': RoleFacet;
  'directory.project': ProjectFacet;
  'directory.group': GroupFacet;
  'licensing.seat': SeatFacet;
  'identity.invitation': InvitationFacet;
  'identity.mail': MailFacet;
}>;

/**
 * What ids are called in a dump: sites by slug, teams, roles, projects and groups by name, people by site and login,
 * accounts by email, seats by their account, invitations and mails by their person.
 */
export function knownNames(aggregates: readonly Aggregate[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const name = <C extends keyof States>(category: C, label: (state: States[C], key: string) => string): void => {
    for (const { category: found, key, state } of aggregates) {
      if (found === category && state !== undefined) names.set(key, label(state as States[C], key));
    }
  };
  const of = (id: string | undefined): string => (id === undefined ? 'nobody' : (names.get(id) ?? 'unknown'));
  name('directory.site', ({ slug }) => `site ${slug}`);
  name('licensing.team', (team) => `team ${team.name}`);
  name('directory.person', ({ siteId, personal }) => `${of(siteId)} person ${personal.login}`);
  name('identity.account', ({ personal }) => `account ${personal.email}`);
  name('authorization.role', (role) => `${of(role.siteId)} role ${role.name}`);
  name('directory.project', (project) => `${of(project.siteId)} project ${project.name}`);
  name('directory.group', (group) => `${of(group.siteId)} group ${group.name}`);
  name('licensing.seat', ({ accountId }) => `seat of ${of(accountId)}`);
  for (const { category, state } of aggregates) {
    if (category !== 'identity.invitation' || state === undefined) continue;
    const { invitationId, personId } = state as InvitationFacet;
    names.set(invitationId, `invitation of ${of(personId)}`);
  }
  name('identity.mail', ({ template, personId }) => `mail ${template} to ${of(personId)}`);
  return names;
}
