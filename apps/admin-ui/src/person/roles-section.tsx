import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { Section } from '../components/section.js';
import { useRoles } from '../people/use-roles.js';
import { useSite } from '../shell/site-context.js';
import { OneRole } from './one-role.js';
import { SeveralRoles } from './several-roles.js';
import { useAssignments } from './use-assignments.js';

/** The permission group of a person, or their roles where one may hold several (K8). */
export function RolesSection({ person }: { person: Person }) {
  const { siteId, may } = useSite();
  const { data: roles } = useRoles();
  const { held, save } = useAssignments(person.id);
  const { data: site } = useQuery({
    queryKey: ['site', siteId],
    queryFn: () => read(api.GET('/api/v1/sites/{site}', { params: { path: { site: siteId } } })),
    enabled: may.assignRole === true,
    staleTime: Infinity,
  });
  const several = site?.accessModel === 'multi-role';
  const title = several ? 'Roles' : 'Permission Group';
  if (!may.assignRole || !roles || !held || !site)
    return (
      <Section title={title}>
        <p>{person.roles?.map(({ name }) => name).join(', ') || 'None yet.'}</p>
      </Section>
    );
  const names = new Map([...(person.roles ?? []), ...roles].map(({ id, name }) => [id, name]));
  const nameOf = (roleId: string): string => names.get(roleId) ?? 'Another role';
  return (
    <Section title={title}>
      {several ? (
        <SeveralRoles held={held} roles={roles} save={save} nameOf={nameOf} />
      ) : (
        <OneRole held={held} roles={roles} save={save} />
      )}
    </Section>
  );
}
