import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, once, read } from '../api/client.js';
import { ifMatch } from '../api/etag.js';
import type { Person } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { useRoles } from '../people/use-roles.js';
import { useSite } from '../shell/site-context.js';
import classes from './person.module.css';
import { usePersonWrite } from './use-person-write.js';

/** The permission group; who holds several roles sees them listed, because each has its own projects. */
export function RolesSection({ person }: { person: Person }) {
  const { siteId, may } = useSite();
  const { data: roles } = useRoles();
  const [roleId, setRoleId] = useState<string>();
  const path = { site: siteId, person: person.id };
  const held = useQuery({
    queryKey: ['assignments', person.id],
    queryFn: () => answer(api.GET('/api/v1/sites/{site}/people/{person}/assignments', { params: { path } })),
    enabled: may.assignRole === true,
  });
  const assignments = held.data?.data?.assignments ?? [];
  const save = usePersonWrite<string>(person.id, async (chosen) => {
    const params = { path, header: { ...once(), ...ifMatch(held.data?.etag ?? '') } };
    const scope = assignments[0]?.scope ?? { allOpen: false, projectIds: [] };
    const body = { assignments: [{ roleId: chosen, scope }] };
    await read(api.PUT('/api/v1/sites/{site}/people/{person}/assignments', { params, body }));
    setRoleId(undefined);
  });
  const names = person.roles?.map(({ name }) => name).join(', ');
  if (!may.assignRole || !roles || !held.data || assignments.length > 1)
    return (
      <Section title="Permission Group">
        <p>{names || 'None yet.'}</p>
      </Section>
    );
  return (
    <Section title="Permission Group">
      <Select
        aria-label="Permission Group"
        data={roles.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder={names || 'None yet'}
        value={roleId ?? assignments[0]?.roleId ?? null}
        onChange={(chosen) => setRoleId(chosen ?? undefined)}
      />
      <ProblemNote error={save.error} />
      {roleId !== undefined && roleId !== assignments[0]?.roleId && (
        <div className={classes.buttons}>
          <Button loading={save.isPending} onClick={() => save.mutate(roleId)}>
            Save Permission Group
          </Button>
          <Button variant="default" onClick={() => setRoleId(undefined)}>
            Cancel
          </Button>
        </div>
      )}
    </Section>
  );
}
