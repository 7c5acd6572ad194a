import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../api/schemas.js';
import classes from './person.module.css';

/** Picks one more role of those that are not there yet; nothing where there is none left. */
export function AddRole({
  free,
  onAdd,
}: Readonly<{ free: readonly Schemas['RoleDto'][]; onAdd: (roleId: string) => void }>) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (free.length === 0) return null;
  const add = (roleId: string): void => {
    onAdd(roleId);
    setChosen(null);
  };
  return (
    <div className={classes.buttons}>
      <Select
        aria-label="Another role"
        placeholder="Another role"
        data={free.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button variant="default" disabled={chosen === null} onClick={() => chosen !== null && add(chosen)}>
        Add
      </Button>
    </div>
  );
}
