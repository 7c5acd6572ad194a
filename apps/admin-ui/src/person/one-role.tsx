import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import type { Assignment } from './assignments-draft.js';
import classes from './person.module.css';
import type { useAssignments } from './use-assignments.js';

/** What a choice of roles is made from. */
export type RoleFields = Readonly<{
  held: readonly Assignment[];
  roles: readonly Schemas['RoleDto'][];
  save: ReturnType<typeof useAssignments>['save'];
}>;

/** The one role of a person (AUT-01). */
export function OneRole({ held, roles, save }: RoleFields) {
  const [roleId, setRoleId] = useState<string>();
  const [current] = held;
  const scope = current?.scope ?? { allOpen: false, projectIds: [] };
  return (
    <>
      <Select
        aria-label="Permission Group"
        data={roles.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="None yet"
        value={roleId ?? current?.roleId ?? null}
        onChange={(chosen) => setRoleId(chosen ?? undefined)}
      />
      <ProblemNote error={save.error} />
      {roleId !== undefined && roleId !== current?.roleId && (
        <div className={classes.buttons}>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate([{ roleId, scope }], { onSuccess: () => setRoleId(undefined) })}
          >
            Save Permission Group
          </Button>
          <Button variant="default" onClick={() => setRoleId(undefined)}>
            Cancel
          </Button>
        </div>
      )}
    </>
  );
}
