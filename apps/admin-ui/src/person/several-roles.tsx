import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../components/problem-note.js';
import { AddRole } from './add-role.js';
import { type Assignment, isSame, widerThan, withoutRole, withRole, withScope } from './assignments-draft.js';
import type { RoleFields } from './one-role.js';
import classes from './person.module.css';
import { RoleRow } from './role-row.js';

type Fields = RoleFields & Readonly<{ nameOf: (roleId: string) => string }>;

/** The roles of a person where one may hold several, each with its own projects; nothing applies before Save (AUT-67). */
export function SeveralRoles({ held, roles, save, nameOf }: Fields) {
  const [changed, setChanged] = useState<readonly Assignment[]>();
  const draft = changed ?? held;
  return (
    <>
      <ul className={classes.roles} aria-label="Roles">
        {draft.map((assignment) => (
          <RoleRow
            key={assignment.roleId}
            assignment={assignment}
            name={nameOf(assignment.roleId)}
            wider={widerThan(assignment, draft).map(nameOf)}
            onScope={(change) => setChanged(withScope(draft, assignment.roleId, change))}
            onRemove={() => setChanged(withoutRole(draft, assignment.roleId))}
          />
        ))}
      </ul>
      <AddRole
        free={roles.filter(({ id }) => !draft.some(({ roleId }) => roleId === id))}
        onAdd={(roleId) => setChanged(withRole(draft, roleId))}
      />
      <ProblemNote error={save.error} />
      {draft.length === 0 && <p className={classes.hint}>Everyone holds at least one role.</p>}
      {!isSame(held, draft) && (
        <div className={classes.buttons}>
          <Button
            loading={save.isPending}
            disabled={draft.length === 0}
            onClick={() => save.mutate(draft, { onSuccess: () => setChanged(undefined) })}
          >
            Save Changes
          </Button>
          <Button variant="default" onClick={() => setChanged(undefined)}>
            Cancel
          </Button>
        </div>
      )}
    </>
  );
}
